"""Stated dates of publication, as people and feeds write them."""

import pytest

from flows.sources.published import read_published


@pytest.mark.parametrize(
    ("stated", "start", "end", "precision"),
    [
        ("2012", "2012-01-01", "2013-01-01", "year"),
        ("2012年", "2012-01-01", "2013-01-01", "year"),
        ("2012-12", "2012-12-01", "2013-01-01", "month"),
        ("2012年6月", "2012-06-01", "2012-07-01", "month"),
        ("2012-06-11", "2012-06-11", "2012-06-12", "day"),
        ("2012/6/1", "2012-06-01", "2012-06-02", "day"),
        ("2012.6.1", "2012-06-01", "2012-06-02", "day"),
        ("2012年6月11日", "2012-06-11", "2012-06-12", "day"),
        ("20120611", "2012-06-11", "2012-06-12", "day"),
        ("2012-06-11T08:30:00", "2012-06-11", "2012-06-12", "day"),
        ("2012-06-11 23:59:59", "2012-06-11", "2012-06-12", "day"),
        ("2012-06-11T23:30:00+08:00", "2012-06-11", "2012-06-12", "day"),
        ("2012-06-11T17:00:00Z", "2012-06-12", "2012-06-13", "day"),
        (" 2000-02-29 ", "2000-02-29", "2000-03-01", "day"),
    ],
)
def test_stated_dates(stated, start, end, precision):
    published = read_published(stated)
    assert (str(published.start), str(published.end)) == (start, end)
    assert published.precision == precision


@pytest.mark.parametrize(
    ("stated", "at"),
    [
        ("2012/6/1 8:05", "2012-06-01 08:05:00"),
        ("2019-9-7 21:30:50", "2019-09-07 21:30:50"),
        ("2019年09月09日 18:13", "2019-09-09 18:13:00"),
        ("2019年9月9日18时13分", "2019-09-09 18:13:00"),
        ("2019.10.04T09：20", "2019-10-04 09:20:00"),
        ("Wed, 02 May 2012 01:30:00 +0800", "2012-05-02 01:30:00"),
        ("2 May 2012 23:30:00 GMT", "2012-05-03 07:30:00"),
    ],
)
def test_instants_as_people_and_feeds_write_them(stated, at):
    assert str(read_published(stated).at) == at


def test_an_instant_keeps_its_clock():
    assert str(read_published("2012-06-11T17:00:00Z").at) == "2012-06-12 01:00:00"
    assert read_published("2012-06-11").at is None


@pytest.mark.parametrize(
    "stated",
    [
        "2012/6/1 25:05",
        "32 May 2012 10:00",
        "",
        "昨天",
        "2012-13",
        "2012-02-30",
        "2012-06-00",
        "9999-12-31",
        "12-06-11",
        "n/a",
        "0000",
    ],
)
def test_what_is_no_date(stated):
    assert read_published(stated) is None
