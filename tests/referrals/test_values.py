from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from referrals.values import Sending, digest_of, written

ARRIVED = datetime(2026, 3, 20, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("ago", "believed"),
    [
        (timedelta(0), True),
        (timedelta(days=14), True),
        (timedelta(days=14) + SECOND, False),
        (-SECOND, False),
        (timedelta(days=400), False),
    ],
)
def test_the_phones_time_counts_if_not_in_the_future_and_within_fourteen_days(ago, believed):
    """F07."""
    assert Sending(uuid4(), ARRIVED - ago).counts_from(ARRIVED) == (ARRIVED - ago if believed else ARRIVED)
    assert Sending(uuid4()).counts_from(ARRIVED) == ARRIVED


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("1234.5", "GBP", "£1,234.50"),
        ("1234.5000", "EUR", "€1,234.50"),
        ("1234", "JPY", "¥1,234"),
        ("5", "UGX", "UGX\xa05"),
        ("1.25", "KWD", "KWD\xa01.250"),
        ("10", "HUF", "HUF\xa010.00"),
        ("7.5", "XCG", "XCG 7.50"),
    ],
)
def test_money_is_written_with_the_decimals_of_its_currency(amount, currency, words):
    assert written(Decimal(amount), currency).replace("\xa0", "") == words.replace("\xa0", "")


def test_one_body_has_one_digest_however_it_is_written():
    same = [digest_of("thanks", 1, {"amount": Decimal(text), "text": "a"}) for text in ("1000", "1000.00", "1E3")]
    other = [
        digest_of("thanks", 1, {"amount": Decimal("1000.01"), "text": "a"}),
        digest_of("thanks", 2, {"amount": Decimal(1000), "text": "a"}),
        digest_of("lead", 1, {"amount": Decimal(1000), "text": "a"}),
        digest_of("thanks", 1, {"amount": Decimal(1000), "text": "b"}),
        digest_of("thanks", 1, {"amount": None, "text": "a"}),
    ]
    assert len(set(same)) == 1
    assert len({*same, *other}) == 6
