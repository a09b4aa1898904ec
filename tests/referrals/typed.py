"""What a member types into the forms, complete and right; tests change one thing at a time."""

import uuid


def referral(receiver, /, **changes):
    """A referral for somebody."""
    return {
        "uuid": str(uuid.uuid4()),
        "receiver": receiver.pk,
        "prospect": "Gareth Nkosi",
        "prospect_phone": "+44 7700 900123",
        "prospect_email": "gareth@example.org",
        "need": "new boiler before winter",
        "warmth": "4",
        "inside": "yes",
        "use_name": "yes",
    } | changes


def lead(**changes):
    """A lead for everybody."""
    return {
        "uuid": str(uuid.uuid4()),
        "need": "The bakery on Mill Lane looks for a roofer.",
        "prospect": "Mill Lane Bakery",
        "use_name": "ask",
    } | changes


def thanks(receiver, /, **changes):
    """Thanks to somebody."""
    return {
        "uuid": str(uuid.uuid4()),
        "receiver": receiver.pk,
        "slip": "",
        "text": "Thank you, a great introduction.",
        "amount": "1000",
    } | changes


def bad(**changes):
    """What was wrong with a referral, and what would have made it good."""
    return {"kind": "unexpected", "better": "A word to them before the call.", "reason": ""} | changes
