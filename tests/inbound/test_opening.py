"""What is read in a mail is what its sender wrote: nothing attached, and nothing out of a mail that goes with it."""

import pytest

from inbound.reading.opening import open_mail
from tests.inbound.mails import ATTACHED_PARTS, PRIVATE
from tests.inbound.postroom import html_part, mail, parts, text_part

LEAD = "The bakery needs an oven."


@pytest.mark.parametrize("beside", [PRIVATE, ATTACHED_PARTS], ids=["a mail", "parts"])
@pytest.mark.parametrize("own", [html_part(f"<p>{LEAD}</p>"), text_part(LEAD)], ids=["html", "plain"])
@pytest.mark.parametrize("order", [1, -1], ids=["below", "above"])
def test_a_private_text_that_is_attached_is_not_read_in_place_of_ones_own(beside, own, order):
    assert open_mail(mail(**parts(*(own, beside)[::order])))[0].items == [LEAD]


def test_parts_within_parts_are_read_however_deep():
    raw = mail(LEAD, kind="text/plain")
    kind, body = "text/plain", LEAD.encode()
    for depth in range(200):
        inner = parts((f"Content-Type: {kind}", body), boundary=f"b{depth}")
        kind, body = inner["kind"], inner["body"]
    raw = mail(body, kind=kind)
    assert open_mail(raw)[0].items == [LEAD]
