"""The ledger of programmes answers, for the seed article, what the article says of each."""

from datetime import datetime
from decimal import Decimal

import pytest

from warehouse.read import Reader

MECHANISMS = {
    "治安信息预警机制": "成都市公安局",
    "小区院落风险评估机制": "成都市公安局",
    "走访长效机制": "成都市公安机关",
    "群众需求研判机制": "成都市公安机关",
    "群众评判机制": "成都市公安机关",
    "警企联系点": "成都市公安机关",
}


@pytest.fixture(scope="module")
def ledger(seed_warehouse):
    """Rows of `programme_ledger` that the seed article gives, by programme and what."""
    with Reader(seed_warehouse) as reader:
        frame = reader.frame(
            "SELECT * FROM programme_ledger WHERE path = '000_80ecef7ae5d6a63a.txt'"
        )

    def rows(programme, what):
        return frame.filter(programme=programme, what=what).to_dicts()

    return rows


def test_the_booking_system_began_and_counts_its_learners(ledger):
    (begun,) = ledger("网上预约考试系统", "begun")
    assert begun["start_at"] == datetime(2012, 6, 1)
    (figure,) = ledger("网上预约考试系统", "figure")
    assert (figure["value"], figure["unit"]) == (Decimal(10076), "个")
    assert "学员" in figure["metric"]


@pytest.mark.parametrize(
    ("programme", "days"), [("公共户口簿", 7), ("加急出国(境)证件5日内签发", 5)]
)
def test_a_service_keeps_its_promise_apart_from_results(ledger, programme, days):
    (promise,) = ledger(programme, "promise")
    assert (promise["lower"], promise["upper"], promise["unit"]) == (None, Decimal(days), "日")


def test_the_urgent_papers_are_counted(ledger):
    (figure,) = ledger("加急出国(境)证件5日内签发", "figure")
    assert (figure["value"], figure["lower"], figure["upper"]) == (70, 70, 80)


@pytest.mark.parametrize(("programme", "organisation"), MECHANISMS.items())
def test_a_mechanism_is_named_with_whose_it_is(ledger, programme, organisation):
    assert [row["organisation"] for row in ledger(programme, "named")] == [organisation]


def test_the_activity_began_in_june_of_the_year_before(ledger):
    (begun,) = ledger("警民亲活动", "begun")
    assert begun["start_at"] == datetime(2011, 6, 1)


def test_a_sentence_that_dates_nothing_begins_nothing(ledger):
    assert ledger("驾驶人体检证明远程提交", "named")
    assert not ledger("驾驶人体检证明远程提交", "begun")


def test_what_follows_a_list_of_programmes_belongs_to_none_of_them(ledger):
    assert not ledger("警企联系点", "figure")
