"""Dates as people type them."""

from datetime import date

import pytest

from archive.dates import Order, guess_order, parsed

DAY = date(2025, 10, 7)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2025-10-07", Order.MONTH_FIRST),
        ("2025/10/7", Order.DAY_FIRST),
        ("7/10/2025", Order.DAY_FIRST),
        ("07.10.25", Order.DAY_FIRST),
        ("10/7/2025", Order.MONTH_FIRST),
        ("7 Oct 2025", Order.MONTH_FIRST),
        ("Oct 7, 2025", Order.DAY_FIRST),
        ("7. Oktober 2025", Order.DAY_FIRST),
        ("7 octobre 2025", Order.DAY_FIRST),
        ("45937", Order.DAY_FIRST),
        ("2025-10-07 00:00:00", Order.DAY_FIRST),
    ],
)
def test_a_date_is_read_in_the_column_s_order(text: str, order: Order) -> None:
    assert parsed(text, order) == DAY


@pytest.mark.parametrize("text", ["", "soon", "31/02/2026", "7/10", "2025", "7/10/202", "1/2/3/4"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert parsed(text, Order.DAY_FIRST) is None


def test_one_day_past_twelve_tells_the_order_of_the_whole_column() -> None:
    assert guess_order(["7/10/2025", "24/3/2026", "31/02/2026"]).order == Order.DAY_FIRST
    assert guess_order(["7/10/2025", "3/24/2026"]).order == Order.MONTH_FIRST
    assert guess_order(["7/10/2025", "24/3/2026"]).sure


def test_where_nothing_tells_it_is_not_sure() -> None:
    assert not guess_order(["7/10/2025", "1/2/2026"]).sure
    assert not guess_order([]).sure
    assert guess_order(["7/7/2025"]).sure
    assert guess_order(["2025-10-07"]).sure
