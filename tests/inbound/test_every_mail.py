"""Every mail of the table ends as it should, and only whom it concerns is told (F52, F53, F54)."""

import pytest
from django.db import transaction

from inbound.states import TRANSITIONS, State
from referrals.models import Slip
from tests.inbound.mails import EVERY, GROUPS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_this_process")]


def test_there_are_more_than_a_hundred_and_twenty_and_no_two_alike():
    assert len({case.name for case in EVERY}) == len(EVERY) >= 120
    assert len({case.raw for case in EVERY}) >= 120


@pytest.mark.parametrize("group", GROUPS)
def test_every_mail_ends_with_a_definite_word(group, chapter, people, arrives, told, drafts):
    """Each in the same chapter as it was: what one does is undone before the next."""
    expected, ends = {}, {}
    for case in GROUPS[group]:
        who = sorted(" ".join((f"{one.split()[0].split('@')[0]}", one.split()[1])) for one in case.told)
        expected[case.name] = (case.state, case.reason, case.drafts, who)
        with transaction.atomic():
            mail = arrives(case.raw, return_path=case.return_path)
            assert not Slip.objects.in_chapter(chapter).exists()
            who = sorted(f"{email.split('@')[0]} {kind}" for kind, email in told())
            ends[case.name] = (mail.state, mail.reason, len(drafts()), who)
            transaction.set_rollback(True)
    assert ends == expected


def test_every_end_there_is_has_a_place_in_the_table():
    ends = TRANSITIONS[State.STORED] - {State.SHARED, State.PASSED_ON, State.REFUSED, State.UNREADABLE}
    assert {case.state for case in EVERY} == ends
