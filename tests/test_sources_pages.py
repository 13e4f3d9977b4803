"""Web pages: the main text without furniture, the title, and the date that is stated."""

import pytest

from tests.forms import TEXT, one, read_all, refused

SECOND = "当天下午，指挥部召开会议，部署下一步工作，要求各单位在7月底前完成排查。"
LINKS = "".join(
    f'<li><a href="/{n}.html">别处的新闻标题之{n}，说的是别的事</a></li>' for n in range(20)
)


def page(
    body: str, head: str = "<title>民警跳河救人_某某网</title>", charset: str = "utf-8"
) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}">{head}</head><body>'
        f"<div class='nav'><ul>{LINKS}</ul></div>{body}<div class='more'><h3>相关推荐</h3>"
        f"<ul>{LINKS}</ul></div><div>版权所有 某某网 京ICP证000000号</div></body></html>"
    )


ARTICLE = f"<h1>民警跳河救人</h1><div class='a'><p>{TEXT}</p><p>{SECOND}</p></div>"


def test_a_page_gives_its_main_text_and_nothing_of_what_stands_around(tmp_path):
    row = one(tmp_path, "a.html", page(ARTICLE))
    assert row["text"] == f"{TEXT}\n{SECOND}"
    assert (row["title"], row["format"], row["encoding"]) == ("民警跳河救人", "html", "utf-8")
    assert row["published_start"] is None


@pytest.mark.parametrize(
    "around",
    [
        "<script>var a = '2020-01-01，脚本里的话，不是正文。';</script>",
        "<p>责任编辑：王某</p>",
        "<p>分享到：</p>",
        "<p>编辑：李某</p>",
        "<p><a href='/'>点击进入专题，查看更多报道</a></p>",
        "<div>【打印本页】【关闭窗口】</div>",
        "<div>扫一扫在手机打开当前页</div>",
        "<p>免责声明：本文仅代表作者本人观点，与本网无关，请读者仅作参考，并请自行核实。</p>",
    ],
)
def test_furniture_below_the_text_is_left_out(tmp_path, around):
    body = f"<h1>民警跳河救人</h1><div class='a'><p>{TEXT}</p><p>{SECOND}</p>{around}</div>"
    assert one(tmp_path, "a.html", page(body))["text"] == f"{TEXT}\n{SECOND}"


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        (
            '<meta property="article:published_time" content="2019-09-09T20:52:38+08:00">',
            "2019-09-09",
        ),
        ('<meta name="PubDate" content="2019-09-18 06:23">', "2019-09-18"),
        ('<meta name="publishdate" content="20190615">', "2019-06-15"),
        (
            '<script type="application/ld+json">{"pubDate": "2019-09-07T15:14:21"}</script>',
            "2019-09-07",
        ),
        ('<link rel="canonical" href="https://a.example/world/2019-12/10/c_11.htm">', "2019-12-10"),
        ('<meta property="og:url" content="https://a.example/2026/07/11/V1.shtml">', "2026-07-11"),
    ],
)
def test_a_date_in_the_head(tmp_path, stated, published):
    row = one(tmp_path, "a.html", page(ARTICLE, "<title>民警跳河救人</title>" + stated))
    assert str(row["published_start"]) == published
    assert row["published_basis"] == "metadata"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("<div><span>2019年09月09日 18:13</span> <span>来源：某某报</span></div>", "2019-09-09"),
        ("<p>发布时间：2019-05-18</p>", "2019-05-18"),
        ("<p>2019.10.04 09:20</p>", "2019-10-04"),
        ("<p>來源：某報　2019/3/8　記者王某</p>", "2019-03-08"),
    ],
)
def test_a_date_under_the_title(tmp_path, line, published):
    body = f"<h1>民警跳河救人</h1>{line}<div class='a'><p>{TEXT}</p><p>{SECOND}</p></div>"
    row = one(tmp_path, "a.html", page(body))
    assert str(row["published_start"]) == published
    assert "line under the title" in row["published_because"]
    assert row["text"] == f"{TEXT}\n{SECOND}"


def test_dates_of_other_articles_and_of_the_events_are_not_those_of_the_page(tmp_path):
    others = "<ul><li><a>别的新闻</a><span>2018-01-01</span></li>"
    others += "<li><a>又一条</a><span>2018-02-02</span></li></ul>"
    assert one(tmp_path, "a.html", page(ARTICLE + others))["published_start"] is None


@pytest.mark.parametrize(
    "line", ["时间：2012年4月30日", "会议时间：2012-04-30 09:00", "日期：2012.4.30"]
)
def test_the_time_of_a_meeting_in_the_text_is_not_that_of_the_page(tmp_path, line):
    body = f"<h1>民警跳河救人</h1><div class='a'><p>{TEXT}</p><p>{line}</p><p>{SECOND}</p></div>"
    assert one(tmp_path, "a.html", page(body))["published_start"] is None


def test_a_table_of_data_becomes_rows(tmp_path):
    table = (
        "<table><tr><th>年份</th><th>产量</th></tr><tr><td>2011</td><td>41万吨</td></tr></table>"
    )
    body = f"<h1>民警跳河救人</h1><div><p>{TEXT}</p>{table}<p>{SECOND}</p></div>"
    assert one(tmp_path, "a.html", page(body))["text"].split("\n")[1:4] == [
        "| 年份 | 产量 |",
        "| --- | --- |",
        "| 2011 | 41万吨 |",
    ]


def test_a_table_that_lays_out_a_page_is_no_table(tmp_path):
    body = f"<table><tr><td><ul>{LINKS}</ul></td><td><p>{TEXT}</p><p>{SECOND}</p></td></tr></table>"
    assert one(tmp_path, "a.html", page(body))["text"] == f"{TEXT}\n{SECOND}"


def test_a_form_around_the_whole_page_does_not_hide_it(tmp_path):
    assert one(tmp_path, "a.aspx.html", page(f"<form>{ARTICLE}</form>"))["text"].startswith(TEXT)


@pytest.mark.parametrize(
    ("codec", "declared", "encoding"),
    [
        ("gb18030", "gb2312", "GB18030"),
        ("gb18030", "utf-8", "GB18030"),
        ("gb18030", "no-such-thing", "GB18030"),
        ("utf-8", "gb2312", "utf-8"),
        ("utf-8", "big5", "utf-8"),
        ("big5hkscs", "big5", "Big5-HKSCS"),
        ("utf-16", "gbk", "utf-16"),
        ("utf-16-le", "gbk", "utf-16-le"),
    ],
)
def test_declarations_are_believed_where_the_bytes_agree(tmp_path, codec, declared, encoding):
    written = page(
        ARTICLE.replace("电", "電") if codec == "big5hkscs" else ARTICLE, charset=declared
    )
    raw = written.encode(codec, "ignore" if codec == "big5hkscs" else "strict")
    row = one(tmp_path, "a.html", raw)
    assert row["encoding"] == encoding
    assert "2012年5月1日" in row["text"]


def test_a_page_in_a_text_file_is_a_page(tmp_path):
    assert one(tmp_path, "a.txt", page(ARTICLE))["format"] == "html"
    assert one(tmp_path, "20220428", page(ARTICLE))["format"] == "html"
    assert one(tmp_path, "b.txt", f"<html 是一个标签。{TEXT}"[5:])["format"] == "text"


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        (f"<html><body><ul>{LINKS}</ul></body></html>", "no_main_text"),
        ("<html><body></body></html>", "no_main_text"),
        ("<html><body><img src='a.png'></body></html>", "no_main_text"),
        ("", "empty"),
        (b"<html>\xff\xfe\x00" + bytes(range(256)) * 9, "binary"),
    ],
)
def test_pages_without_a_text_are_set_aside(tmp_path, written, rule):
    assert refused(tmp_path, "a.html", written).rule == rule


@pytest.mark.parametrize(
    "written",
    [
        "<div>" * 5_000 + TEXT + "</div>" * 5_000,
        "<b><i>" * 5_000 + TEXT,
        "<table><tr><td>" * 500 + TEXT,
        f'<!DOCTYPE html [<!ENTITY a "{"x" * 99}"><!ENTITY b "&a;&a;&a;&a;">]><p>{TEXT}&b;</p>',
        f'<p>{TEXT}</p><iframe src="http://localhost:1/"></iframe><img src="file:///etc/passwd">',
        f"<p>{TEXT}</p>" + "<p>" * 20_000,
        f"<title>{'标' * 99_999}</title><p>{TEXT}</p>",
    ],
    ids=["deep", "unclosed", "tables", "entities", "addresses", "many", "title"],
)
def test_hostile_pages_cost_nothing_else(tmp_path, written):
    (tmp_path / "a.html").write_text(f"<html><body>{written}</body></html>", "utf-8")
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    rows, rejections = read_all(tmp_path)
    assert rows[-1]["path"] == "b.txt"
    assert len(rows) + len(rejections) == 2
    assert all("root:" not in row["text"] for row in rows)
