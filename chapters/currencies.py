"""Currencies and their decimals (ISO 4217)."""

from moneyed import CURRENCIES

# The minor units of ISO 4217 that are not two; money's libraries follow usage instead, and differ for some.
_DECIMALS = (
    dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0)
    | dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
    | {"CLF": 4, "UYW": 4}
)
_YOUNGER_THAN_THE_LIBRARY = frozenset({"XCG", "ZWG"})
# Codes that the library knows and ISO 4217 never had.
_NOT_OF_THE_STANDARD = frozenset("CNH CNX IMP TVD".split())
_NOT_MONEY = frozenset("XAG XAU XBA XBB XBC XBD XDR XFO XFU XPD XPT XRE XSU XTS XUA XXX".split())


def is_currency(code: str) -> bool:
    """Whether this is the code of a currency people pay in."""
    known = code in CURRENCIES or code in _YOUNGER_THAN_THE_LIBRARY
    return known and code not in _NOT_MONEY | _NOT_OF_THE_STANDARD


def decimals_of(code: str) -> int:
    """How many decimals its amounts are written with."""
    return _DECIMALS.get(code, 2)
