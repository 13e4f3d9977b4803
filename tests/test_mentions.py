"""Places, organisations and programmes are named as the corpus of phrases says."""

from functools import cache

import polars as pl
import pytest

from schemas.stages import DATED_DOCUMENT
from schemas.to_polars import conform
from tests.phrases import documents, rows
from transforms.lexicon import load_lexicon
from transforms.mentions.find import entities_of, entity_mentions_of, find_mentions
from transforms.passages import split_passages
from transforms.text import fold_documents

LEXICON = load_lexicon()
WRITTEN = "2012-06-15"  # every phrase of the corpus is published on this day
KINDS = {"places": "place", "organisations": "organisation", "programmes": "programme"}
# `places/sample.csv` is read by `test_place_sample`.
ROWS = {folder: rows(folder, "*_*.csv") for folder in KINDS}


def mentions(*texts: str, published: str = WRITTEN, genre: str = "news") -> pl.DataFrame:
    folded = fold_documents(documents(*texts, published=published), LEXICON)
    passages = split_passages(folded, LEXICON)
    dated = folded.with_columns(
        byline=pl.lit(None, pl.String),
        genre=pl.lit(genre),
        reference_year=pl.lit(None, pl.Int64),
    ).pipe(conform, DATED_DOCUMENT)
    return find_mentions(passages, dated, LEXICON)


@cache
def read(folder: str) -> dict[str, list[str]]:
    """The names in each phrase of a folder, in order, each once."""
    phrases = [row.values[0]["phrase"] for row in ROWS[folder]]
    texts = [phrase + "。" for phrase in phrases]
    found = mentions(*texts).filter(pl.col("kind") == KINDS[folder]).sort("start_char")
    detail = {"places": "admin_code", "programmes": "subkind"}.get(folder)
    said = [pl.col("name"), *([pl.col(detail)] if detail else [])]
    told = found.with_columns(said=pl.concat_str(said, separator=" ", ignore_nulls=True))
    by_document = dict(told.group_by("document_id", maintain_order=True).agg("said").iter_rows())
    ids = documents(*texts, published=WRITTEN)["document_id"]
    return {
        phrase: list(dict.fromkeys(by_document.get(document_id, [])))
        for phrase, document_id in zip(phrases, ids, strict=True)
    }


def claims():
    for folder in KINDS:
        for row in ROWS[folder]:
            yield pytest.param(folder, *row.values, marks=row.marks, id=f"{folder}:{row.id}")


@pytest.mark.parametrize(("folder", "row"), list(claims()))
def test_a_phrase_names(folder, row):
    expected = row[folder].split("; ") if row[folder] else []
    assert read(folder)[row["phrase"]] == list(dict.fromkeys(expected))


def test_namings_of_one_programme_share_a_key():
    found = mentions("现场试用了网上预约考试系统。网上预约考试深受欢迎。")
    keys = found.filter(pl.col("kind") == "programme")
    assert keys["entity_id"].n_unique() == 1
    assert keys["quote"].to_list() == ["网上预约考试系统", "网上预约考试"]


def test_a_place_has_the_code_of_its_day():
    then = mentions("郫县召开会议。", published="2012-06-15")
    now = mentions("郫都区召开会议。", published="2018-06-15")
    assert then["admin_code"][0] == "510124"
    assert now["admin_code"][0] == "510117"


def test_an_ambiguous_place_stays_open():
    place = mentions("朝阳区居民今天停水。").row(0, named=True)
    assert place["admin_code"] is None
    assert place["name"] == "朝阳区"
    assert place["flags"] == ["ambiguous_place"]


def test_a_report_proposes_mechanisms_without_naming_them():
    text = "建立矛盾纠纷多元调处机制。"
    assert not mentions(text).filter(pl.col("kind") == "programme").is_empty()
    assert mentions(text, genre="report").filter(pl.col("kind") == "programme").is_empty()


def test_parents_are_entities_of_the_same_reading():
    found = mentions("四川省成都市武侯区。成都市公安局召开会议。")
    entities = entities_of(found)
    assert entities["entity_id"].is_unique().all()
    parents = entities["parent_id"].drop_nulls()
    assert parents.len() == 3
    assert parents.is_in(entities["entity_id"].implode()).all()
    without = found.with_columns(role=pl.lit(None, pl.String))
    assert len(entity_mentions_of(without)) == len(found)


def test_quotes_are_the_document_at_their_offsets():
    text = "成都市公安局开展“警民親”活動，武侯区今天停水。"
    for row in mentions(text).iter_rows(named=True):
        assert text[row["start_char"] : row["end_char"]] == row["quote"]


def test_a_part_hangs_on_the_body_that_the_document_names():
    found = mentions("成都市公安局召开会议。成都市公安局刑侦局情报处破案。武侯区法院开庭。")
    by_name = {row["name"]: row for row in found.iter_rows(named=True)}
    bureau = by_name["成都市公安局"]["entity_id"]
    assert by_name["成都市公安局刑侦局情报处"]["parent_id"] == bureau
    assert by_name["武侯区法院"]["parent_id"] == by_name["武侯区"]["entity_id"]


def test_what_a_name_is_shortened_to_is_that_body():
    found = mentions("成都公交集团（以下简称“公交集团”）发布公告。公交集团增开线路。")
    keys = found.filter(kind="organisation")
    assert keys["quote"].to_list() == ["成都公交集团", "公交集团", "公交集团"]
    assert keys["entity_id"].n_unique() == 1


def test_a_place_not_yet_founded_is_read_by_the_documents_day():
    then = mentions("在江苏海安采访。", published="2014-01-30")
    now = mentions("在江苏海安采访。", published="2019-01-30")
    assert then["admin_code"].to_list() == ["320000", "320621"]
    assert now["admin_code"].to_list() == ["320000", "320685"]
