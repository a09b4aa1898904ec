"""Who answers questions about mail domains: the world's DNS, or in development and tests a zone file."""

from collections.abc import Callable
from pathlib import Path

import dns.exception
import dns.name
import dns.rdatatype
import dns.resolver
import dns.zone

Texts = Callable[[str], list[bytes]]
"""The TXT records of a name, each whole; none where there is none. Raises Unanswered."""

SECONDS = 3.0
ROOT = dns.name.root


class Unanswered(Exception):
    """Nobody answered: it may be otherwise in a while."""


def world(name: str) -> list[bytes]:
    """The TXT records of a name in the world's DNS. Raises Unanswered."""
    try:
        found = dns.resolver.resolve(f"{name.rstrip('.')}.", "TXT", lifetime=SECONDS, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.name.LabelTooLong, dns.name.EmptyLabel):
        return []
    except dns.name.NameTooLong:
        return []
    except dns.exception.DNSException as error:
        raise Unanswered(str(error)) from error
    return [b"".join(record.strings) for record in found]


def of_file(path: Path) -> Texts:
    """The TXT records a zone file holds, in master format (RFC 1035), with whole names; none where there is no file."""
    if not path.exists():
        return lambda name: []
    zone = dns.zone.from_text(path.read_text(), origin=ROOT, relativize=False, check_origin=False)

    def texts(name: str) -> list[bytes]:
        try:
            found = zone.get_rdataset(dns.name.from_text(name.rstrip(".") + "."), dns.rdatatype.TXT)
        except (dns.exception.DNSException, KeyError):
            return []
        return [b"".join(record.strings) for record in found or ()]

    return texts
