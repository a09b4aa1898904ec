"""Which codes name a currency, and with how many decimals its amounts are written."""

import pytest

from chapters.currencies import decimals_of, is_currency


@pytest.mark.parametrize("code", ["EUR", "JPY", "KWD", "XCG", "ZWG"])
def test_a_code_of_iso_4217_is_a_currency(code: str) -> None:
    assert is_currency(code)


@pytest.mark.parametrize("code", ["", "eur", "EURO", "XXX", "XAU", "QQQ", "CNH", "IMP", "TVD"])
def test_other_codes_and_what_nobody_pays_in_are_none(code: str) -> None:
    assert not is_currency(code)


def test_decimals_are_those_of_iso_4217() -> None:
    assert [decimals_of(code) for code in ("EUR", "JPY", "KWD", "CLF", "HUF", "ISK")] == [2, 0, 3, 4, 2, 0]
