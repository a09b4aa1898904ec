"""F33, F42, F55: what is typed is text, and what was not asked for is ignored."""

from html.parser import HTMLParser

import pytest
from django.http import HttpResponse

from referrals.models import Slip, ThankYou
from tests import factories
from tests.referrals import typed

ATTACKS = [
    '<img src=x onerror="alert(1)">',
    "<svg onload=alert(1)>",
    "javascript:alert(1)",
    '"><script>alert(1)</script>',
    "' autofocus onfocus=alert(1) x='",
    "{{ request.user }}{% debug %}",
]


class Dangers(HTMLParser):
    """Collects what would run: script elements with a body, handlers, scripts as addresses."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.in_script = False

    def handle_starttag(self, tag, attrs):
        self.in_script = tag == "script" and not dict(attrs).get("src")
        self.found += [f"<{tag} {name}>" for name, _value in attrs if name.startswith("on")]
        addresses = [value or "" for name, value in attrs if name in {"href", "src", "action", "formaction"}]
        self.found += [f"<{tag} {address}>" for address in addresses if address.strip().startswith("javascript:")]

    def handle_data(self, data):
        if self.in_script and data.strip():
            self.found.append(data)


def dangers_of(answer):
    """What of a page would run."""
    parser = Dangers()
    parser.feed(answer.content.decode())
    return parser.found


@pytest.fixture
def receiver(chapter):
    return factories.MemberFactory(chapter=chapter, name="Freya Lindqvist", email="freya@riverside.example")


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_is_typed_runs(chapter, member, receiver, officer, sign_in, attack):
    """F42."""
    for person in (member, receiver):
        type(person).objects.in_chapter(chapter).filter(pk=person.pk).update(name=attack, company=attack)
    giver, taker = sign_in(member), sign_in(receiver)
    referral = typed.referral(receiver, prospect=attack, prospect_phone=attack[:50], need=attack)
    pages = [giver.post("/c/riverside/pass/", referral, follow=True)]
    lead = typed.lead(need=attack, prospect=attack, prospect_shown="on")
    pages += [giver.post("/c/riverside/lead/", lead, follow=True)]
    pages += [taker.get(f"/c/riverside/slips/{referral['uuid']}/"), taker.get("/c/riverside/slips/")]
    pages += [taker.post(f"/c/riverside/slips/{referral['uuid']}/progress/", {"stage": "contacted"}, follow=True)]
    said = typed.thanks(member, text=attack, slip=referral["uuid"])
    pages += [taker.get(f"/c/riverside/thanks/?slip={referral['uuid']}")]
    pages += [taker.post("/c/riverside/thanks/", said, follow=True)]
    bad = typed.bad(reason=attack, better=attack)
    pages += [taker.post(f"/c/riverside/slips/{referral['uuid']}/bad/", bad, follow=True)]
    pages += [sign_in(officer).get("/c/riverside/leads/"), giver.get("/c/riverside/slips/?tab=given")]
    pages += [giver.post("/c/riverside/pass/", referral | {"warmth": "", "uuid": attack})]
    assert [page.status_code for page in pages] == [200] * 10 + [422]
    assert [dangers_of(page) for page in pages] == [[]] * 11
    assert Slip.objects.in_chapter(chapter).filter(need=attack).count() == 2


def test_the_search_for_dangers_finds_them():
    """The test's own guard: unescaped, each of the first four would be found."""
    assert [bool(dangers_of(HttpResponse(f"<p><a href='{attack}'>{attack}</a></p>"))) for attack in ATTACKS[:4]] == [
        True
    ] * 4


def test_fields_nobody_asked_for_are_ignored(chapter, other_chapter, member, officer, receiver, sign_in):
    """F33."""
    extra = {
        "is_officer": "on",
        "chapter_id": other_chapter.pk,
        "chapter": other_chapter.pk,
        "status": "approved",
        "stage": "won",
        "giver": officer.pk,
        "giver_id": officer.pk,
        "created_at": "2020-01-01",
        "at": "2020-01-01",
        "withdrawn_at": "2020-01-01",
        "bad_at": "2020-01-01",
        "day_unknown": "on",
        "digest": "x",
        "id": "1",
        "kind": "lead",
    }
    client = sign_in(member)
    assert client.post("/c/riverside/pass/", typed.referral(receiver) | extra).status_code == 303
    assert client.post("/c/riverside/lead/", typed.lead() | extra | {"receiver": receiver.pk}).status_code == 303
    assert client.post("/c/riverside/thanks/", typed.thanks(receiver) | extra).status_code == 303
    for slip in Slip.objects.in_chapter(chapter):
        assert (slip.giver, slip.stage, slip.withdrawn_at, slip.bad_at, slip.day_unknown) == (
            member,
            "passed",
            None,
            None,
            False,
        )
        assert slip.given_at.year != 2020
        assert len(slip.digest) == 64
    assert ThankYou.objects.in_chapter(chapter).get().giver == member
    assert {slip.kind for slip in Slip.objects.in_chapter(chapter)} == {"lead", "referral"}
