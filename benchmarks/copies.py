"""Which copies are found, and what is taken for one? Made from the news of the large corpus.

    python -m benchmarks.copies --shared FOLDER [--list FILE]

FOLDER holds `corpus-large/*.parquet`. Copies are made of 50 stories as papers make them: another
title and byline, one sentence cut, other furniture, a day later; and must be found. Reports of two
days on one form are made of 50 stories by giving them other numbers, and must not be. Then all the
stories are linked as they are; `--list` writes what was found there, to be looked at.
"""

import argparse
import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import polars as pl

from schemas.stages import DOCUMENT
from schemas.to_polars import to_polars
from transforms.keys import digest
from transforms.lexicon import load_lexicon
from transforms.passages import split_passages
from transforms.shape import shape_documents
from transforms.text import fold_documents
from warehouse.load.copies import link_copies

Story = tuple[str, date, str]
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?|\n")


def copies_of(stories: list[Story]) -> dict[str, str]:
    """Stories as key, day and text -> for each copy the key of the first of its text."""
    documents = pl.DataFrame([_row(*story) for story in stories], schema=to_polars(DOCUMENT))
    passages = split_passages(fold_documents(documents, load_lexicon()), load_lexicon())
    shaped = shape_documents(documents, passages).with_columns(
        char_count=pl.col("text").str.len_chars(), copy_of=pl.lit(None, pl.String)
    )
    with duckdb.connect() as connection:
        for name, frame in (("documents", shaped.drop("text")), ("passages", passages)):
            connection.register("made", frame)
            connection.execute(f"CREATE TABLE main.{name} AS FROM made")
        link_copies(connection)
        found = connection.execute(
            "SELECT document_id, copy_of FROM main.documents WHERE copy_of IS NOT NULL"
        )
        return dict(found.fetchall())


def _row(key: str, day: date, text: str) -> dict[str, object]:
    told = {"document_id": key, "published_start": day, "published_end": day + timedelta(days=1)}
    return {**dict.fromkeys(to_polars(DOCUMENT).names()), **told, "text": text}


def syndicated(story: Story, chance: random.Random) -> Story:
    """The story as another paper prints it."""
    key, day, text = story
    later = day + timedelta(days=chance.randrange(3))
    sentences = [part for part in _SENTENCE.findall(text) if part.strip()]
    if len(sentences) > 4:
        del sentences[chance.randrange(1, len(sentences))]
    body = "".join(sentences).replace("央视网消息（新闻联播）：", "")
    title = chance.choice(("要闻：", "", "【转载】", "快讯 | ")) + sentences[0][:18].rstrip(
        "，。："
    )
    byline = chance.choice(
        (
            f"{later:%Y-%m-%d} 08:{chance.randrange(10, 60)}　来源：某某日报　责任编辑：王某",
            f"本报记者 李某 {later.month}月{later.day}日报道",
            "来源：新华网",
        )
    )
    lead = chance.choice((f"新华社北京{later.month}月{later.day}日电（记者张某）", "本报讯 ", ""))
    foot = chance.choice(("\n（责任编辑：赵某）", "\n扫一扫在手机打开当前页", ""))
    return f"{key}+copy", later, f"{title}\n{byline}\n{lead}{body}{foot}\n"


def on_one_form(story: Story, chance: random.Random) -> Story:
    """What the same office says the next day: the same words with other numbers."""
    key, day, text = story
    other = re.sub(r"\d+", lambda found: _other(found[0], chance), text)
    return f"{key}+form", day + timedelta(days=1), other


def _other(number: str, chance: random.Random) -> str:
    """A number as long, nearly always another; years stay as they are."""
    if len(number) == 4 and number.startswith(("19", "20")):
        return number
    least = 10 ** (len(number) - 1) if len(number) > 1 else 1
    return str(chance.randrange(least, 10 ** len(number)))


def measure(stories: list[Story], made: Callable[[Story, random.Random], Story]) -> list[str]:
    """Keys of the stories of which the one made of them is taken for a copy."""
    chance = random.Random(7)
    found = copies_of([*stories, *(made(story, chance) for story in stories)])
    pairs = {frozenset(pair) for pair in found.items()}
    return [key for key, *_ in stories if any(key in p and len(p) == 2 for p in pairs)]


def read_stories(shared: Path) -> list[Story]:
    """All stories and reports of the corpus with their days."""
    frame = pl.concat(
        pl.read_parquet(shared / "corpus-large" / f"{name}.parquet") for name in ("xwlb", "gov")
    ).sort("id")
    told = frame.select("id", pl.col("published").str.to_date(strict=False), "text").drop_nulls()
    return [(digest(key), day, text) for key, day, text in told.rows()]


def main() -> None:
    """Print the three results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--list", type=Path)
    asked = parser.parse_args()
    stories = read_stories(asked.shared)
    sample = random.Random(3).sample([s for s in stories if 150 < len(s[2]) < 4_000], 50)
    counted = [s for s in stories if 60 < len(s[2]) < 1_200 and len(re.findall(r"\d+", s[2])) > 2]
    forms = random.Random(4).sample(counted, 50)
    print(f"copies found         {len(measure(sample, syndicated))} of {len(sample)}")
    print(f"forms taken for one  {len(measure(forms, on_one_form))} of {len(forms)}")
    found = copies_of(stories)
    print(f"of {len(stories):,} as they are  {len(found)} copies")
    if asked.list:
        texts = {key: (day, text) for key, day, text in stories}
        asked.list.write_text("\n".join(_shown(pair, texts) for pair in found.items()), "utf-8")


def _shown(pair: tuple[str, str], texts: dict[str, tuple[date, str]]) -> str:
    lines = [f"{texts[key][0]} {' '.join(texts[key][1].split())[:300]}" for key in pair]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
