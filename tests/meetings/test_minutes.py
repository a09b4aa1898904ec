"""Minutes: told from the record of a closed meeting, corrected openly, mailed once."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from meetings.actions import running
from meetings.actions.marking import Said, correct_mark, take_marks
from meetings.minutes import minutes_of
from meetings.models import Presentation, Visit
from meetings.rhythm import meeting_on
from meetings.states import Attendance
from members.models import Leave
from notices.kinds import find
from notices.models import Notice
from notices.tokens import unsubscribe_address
from referrals.actions.thanking import correct_thanks
from referrals.values import Thanks
from tests.factories import MeetingFactory, MemberFactory, SlipFactory, ThankYouFactory
from tests.meetings.conftest import AT_SEVEN, LATER, TUESDAY

BEFORE = TUESDAY - timedelta(days=7)
PATH = "/c/riverside/minutes/2026-03-03/"
DURING = LATER - timedelta(minutes=20)
SOON = LATER + timedelta(minutes=5)
pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture
def people(chapter, officer, member):
    return [officer, member, *(MemberFactory(chapter=chapter, name=f"Cora {n}") for n in range(4))]


def close(chapter, by, day=TUESDAY, at=LATER):
    return running.close_meeting(chapter=chapter, day=day, by=by, at=at)


def told(chapter, day=TUESDAY):
    return minutes_of(chapter, meeting_on(chapter, day))


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_they_say_who_was_there_and_how(chapter, officer, people, sign_in, at_most):
    marks = [Said(Attendance.PRESENT), Said(Attendance.SUBSTITUTE, "Jo Reid"), Said(Attendance.LATE)]
    said = dict(zip([person.pk for person in people], marks, strict=False))
    said[people[3].pk] = Said(Attendance.MEDICAL)
    take_marks(chapter=chapter, day=TUESDAY, said=said, by=officer, at=DURING)
    Leave.objects.create(chapter=chapter, member=people[4], first_day=TUESDAY, last_day=TUESDAY, approved=True)
    close(chapter, officer)
    client = sign_in(people[1])
    with at_most(8):
        page = text_of(client.get(PATH))
    assert "2 of 6 members were here" in page
    for word, names in [
        ("Here <b>1</b>", "Amara Osei"),
        ("Late <b>1</b>", "Cora 0"),
        ("Substitutes <b>1</b>", "Jo Reid for Ben Whitlock"),
        ("Medical <b>1</b>", "Cora 1"),
        ("Absent <b>1</b>", "Cora 3"),
        ("On leave <b>1</b>", "Cora 2"),
    ]:
        assert f"<dt>{word}</dt><dd>{names}</dd>" in page
    assert "Closed by Amara Osei, 08:00." in page


def test_they_name_visitors_who_came_and_who_invited_them(chapter, officer, member, sign_in):
    visit = {"chapter": chapter, "date": TUESDAY}
    Visit.objects.create(
        **visit, name="Nora Wong", category="Florist", invited_by=member, outcome="came", email="n@x.example"
    )
    Visit.objects.create(**visit, name="Rhys Ekström", outcome="no_show")
    Visit.objects.create(**visit, name="Lee Park", category="Baker")
    close(chapter, officer)
    page = text_of(sign_in(member).get(PATH))
    assert "<dt>Nora Wong</dt><dd>Florist, invited by Ben Whitlock</dd>" in page
    assert "<dt>Lee Park</dt><dd>Baker, announced</dd>" in page
    assert "Rhys" not in page
    assert "n@x.example" not in page


def test_slips_count_from_one_close_to_the_next(chapter, officer, member):
    MeetingFactory(chapter=chapter, date=BEFORE, status="held", closed_at=LATER - timedelta(days=7))
    slip = {"chapter": chapter, "giver": officer, "receiver": member}
    SlipFactory(**slip, given_at=LATER - timedelta(days=7))  # at the last close
    SlipFactory(**slip, given_at=LATER - timedelta(days=6))
    SlipFactory(**slip, given_at=DURING, inside=True)
    SlipFactory(**slip, given_at=DURING, withdrawn_at=LATER)
    SlipFactory(chapter=chapter, giver=officer, kind="lead", receiver=None, given_at=DURING, warmth=None)
    SlipFactory(**slip, given_at=LATER + timedelta(minutes=1))  # after the close
    close(chapter, officer)
    found = told(chapter)
    assert (found.inside, found.outside, found.leads, found.since) == (1, 1, 1, BEFORE)


def test_without_a_meeting_before_they_count_a_week_and_a_late_close_counts_its_day_alone(chapter, officer, member):
    slip = {"chapter": chapter, "giver": officer, "receiver": member}
    SlipFactory(**slip, given_at=AT_SEVEN - timedelta(days=8))
    SlipFactory(**slip, given_at=AT_SEVEN - timedelta(days=6))
    SlipFactory(**slip, given_at=LATER + timedelta(hours=8))
    SlipFactory(**slip, given_at=LATER + timedelta(days=1))
    close(chapter, officer, at=LATER + timedelta(days=2))
    found = told(chapter)
    assert (found.outside, found.since) == (2, None)


@pytest.mark.parametrize(("givers", "shown"), [(2, False), (3, True)])
def test_business_is_told_where_three_or_more_contributed(chapter, officer, people, sign_in, givers, shown):
    """F36: two who know their own amounts learn nobody else's."""
    for giver in (people[1:] * 2)[:givers]:
        ThankYouFactory(chapter=chapter, giver=giver, receiver=officer, amount=Decimal(400), at=DURING)
    ThankYouFactory(chapter=chapter, giver=people[1], receiver=officer, amount=Decimal(1), at=DURING)
    ThankYouFactory(chapter=chapter, giver=people[4], receiver=officer, amount=None, at=DURING)
    close(chapter, officer)
    page = text_of(sign_in(people[1]).get(PATH))
    assert ("business thanked for" in page) is shown
    assert ("£1,201.00" in page) is shown
    assert f"<b>{givers + 2}</b> thank-yous" in page
    mail = find("minutes").kind.render(Notice.objects.in_chapter(chapter).filter(kind="minutes").first())
    assert ("1,201" in mail.text) is shown


def test_a_correction_after_the_close_moves_the_business_with_two_others_not_alone(chapter, officer, people):
    """F36: nor does closing it anew."""
    said = [
        ThankYouFactory(chapter=chapter, giver=giver, receiver=officer, amount=Decimal(400), at=DURING)
        for giver in people[1:5]
    ]
    close(chapter, officer)
    assert told(chapter).business == 1600
    for minutes, (one, business) in enumerate(zip(said, (1600, 1600, 1900, 1900), strict=True), 1):
        thanks = Thanks(one.text, Decimal(500))
        correct_thanks(thank_you=one, thanks=thanks, by=one.giver, at=SOON + timedelta(minutes=minutes))
        assert told(chapter).business == business
    running.reopen_meeting(chapter=chapter, day=TUESDAY, by=officer, at=SOON + timedelta(minutes=10))
    close(chapter, officer, at=SOON + timedelta(minutes=11))
    assert told(chapter).business == 1900


def test_they_name_the_speaker_and_the_rota_ahead(chapter, officer, member, sign_in):
    rota = {"chapter": chapter}
    Presentation.objects.create(**rota, date=TUESDAY, member=member, title="Boilers")
    Presentation.objects.create(**rota, date=TUESDAY + timedelta(days=7), member=officer)
    Presentation.objects.create(**rota, date=TUESDAY + timedelta(days=14))
    Presentation.objects.create(**rota, date=BEFORE, member=officer, title="Long ago")
    close(chapter, officer)
    page = text_of(sign_in(member).get(PATH))
    assert "Ben Whitlock: Boilers" in page
    assert "<dt>Tuesday 10 March</dt><dd>Amara Osei</dd>" in page
    assert "<dt>Tuesday 17 March</dt><dd>nobody yet</dd>" in page
    assert "Long ago" not in page


def test_a_correction_is_marked_as_one(chapter, officer, second_officer, member, sign_in):
    take_marks(chapter=chapter, day=TUESDAY, said={member.pk: Said(Attendance.ABSENT)}, by=officer, at=DURING)
    close(chapter, officer)
    assert "Corrected after the close" not in text_of(sign_in(member).get(PATH))
    correct_mark(
        chapter=chapter,
        day=TUESDAY,
        member=member,
        said=Said(Attendance.LATE),
        reason="Came at half past",
        by=second_officer,
        at=SOON,
    )
    page = text_of(sign_in(member).get(PATH))
    assert "Late <b>1</b></dt><dd>Ben Whitlock" in page
    assert "Ben Whitlock: absent → late" in page
    assert "Came at half past (corrected by Grace Mbeki)" in page


def test_the_mark_of_somebody_not_marked_before_is_a_correction_too(chapter, officer, member):
    close(chapter, officer)
    act = {"chapter": chapter, "day": TUESDAY, "member": member, "by": officer, "at": SOON}
    correct_mark(**act, said=Said(Attendance.SUBSTITUTE, "Jo Reid"), reason="Jo came")
    (one,) = told(chapter).corrections
    assert (one.name, one.before, one.after, one.substitute, one.why) == (
        "Ben Whitlock",
        "",
        "substitute",
        "Jo Reid",
        "Jo came",
    )


def test_what_was_corrected_before_it_was_closed_anew_is_no_correction_of_that_close(chapter, officer, member):
    close(chapter, officer)
    act = {"chapter": chapter, "day": TUESDAY, "member": member, "by": officer, "at": SOON}
    correct_mark(**act, said=Said(Attendance.LATE), reason="Came")
    assert len(told(chapter).corrections) == 1
    chapter.meetings.update(closed_at=datetime(2100, 1, 1, tzinfo=UTC))  # the trail has the database's own clock
    assert told(chapter).corrections == []


def test_before_the_close_there_are_none(chapter, officer, member, sign_in):
    assert "Not closed yet" in text_of(sign_in(member).get(PATH))
    running.cancel_meeting(chapter=chapter, day=TUESDAY, note="", by=officer, at=LATER)
    assert "This meeting was cancelled" in text_of(sign_in(member).get(PATH))
    assert sign_in(member).get("/c/riverside/minutes/2026-03-04/").status_code == 404


def test_they_are_the_chapters_alone(chapter, officer, stranger, sign_in, client):
    close(chapter, officer)
    assert sign_in(stranger).get(PATH).status_code == 404
    assert client.get(PATH).status_code == 302


def test_many_rows_are_no_more_statements(chapter, officer, member, people, sign_in, at_most):
    for n in range(9):
        Visit.objects.create(chapter=chapter, date=TUESDAY, name=f"Visitor {n}", invited_by=member)
        SlipFactory(chapter=chapter, giver=officer, receiver=member, given_at=DURING)
        Presentation.objects.create(chapter=chapter, date=TUESDAY + timedelta(days=n), member=member)
    close(chapter, officer)
    act = {"chapter": chapter, "day": TUESDAY, "by": officer, "at": SOON}
    for person in people:
        correct_mark(**act, member=person, said=Said(Attendance.LATE), reason="Was there")
    client = sign_in(member)
    with at_most(8):
        assert client.get(PATH).status_code == 200


def test_what_was_brought_over_has_minutes_too(chapter, officer, member, sign_in):
    MeetingFactory(chapter=chapter, date=BEFORE, status="held")
    MeetingFactory(chapter=chapter, date=TUESDAY, status="held")
    SlipFactory(chapter=chapter, giver=officer, receiver=member, given_at=DURING)
    page = text_of(sign_in(member).get(PATH))
    assert "Brought over from an earlier record." in page
    assert "<b>1</b> referral" in page
    assert "Passed since 24 February" in page


def test_a_closed_meeting_and_the_list_lead_to_them(chapter, officer, member, sign_in):
    client = sign_in(member)
    assert PATH not in text_of(client.get("/c/riverside/meeting/2026-03-03/"))
    close(chapter, officer)
    assert f'href="{PATH}"' in text_of(client.get("/c/riverside/meeting/2026-03-03/"))
    assert f'href="{PATH}"' in text_of(client.get("/c/riverside/meetings/"))


def mails(chapter):
    return Notice.objects.in_chapter(chapter).filter(kind="minutes").order_by("pk")


def due(notice, at=SOON):
    return find("minutes").kind.still_due(notice, at)


def test_they_are_mailed_once_undo_is_over_to_who_was_there_and_who_was_not(chapter, officer, member):
    close(chapter, officer)
    assert [(mail.email, mail.due_at) for mail in mails(chapter)] == [(officer.email, SOON), (member.email, SOON)]
    assert {due(mail) for mail in mails(chapter)} == {""}
    mail = find("minutes").kind.render(mails(chapter).first())
    assert mail.subject == "Riverside, minutes of Tuesday 3 March"
    assert "- 0 of 2 members were here" in mail.text
    assert mail.act.address.endswith(PATH)
    assert unsubscribe_address(mails(chapter).first())


def test_a_close_that_was_taken_back_mails_nothing_and_the_next_one_does(chapter, officer, member):
    close(chapter, officer)
    running.reopen_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LATER)
    assert {due(mail) for mail in mails(chapter)} == {"reopened meanwhile"}
    close(chapter, officer, at=SOON)
    assert [due(mail) for mail in mails(chapter)] == ["reopened meanwhile"] * 2 + [""] * 2


def test_who_has_them_does_not_get_them_again(chapter, officer, member):
    close(chapter, officer)
    mails(chapter).filter(email=member.email).update(state="sent")
    running.reopen_meeting(chapter=chapter, day=TUESDAY, by=officer, at=SOON)
    close(chapter, officer, at=SOON)
    assert [due(mail) for mail in mails(chapter)[2:]] == ["", "sent before"]


def test_a_correction_mails_nothing(chapter, officer, member):
    close(chapter, officer)
    act = {"chapter": chapter, "day": TUESDAY, "member": member, "by": officer, "at": SOON}
    correct_mark(**act, said=Said(Attendance.LATE), reason="Came")
    assert mails(chapter).count() == 2


def test_who_left_meanwhile_gets_none_and_old_news_is_not_mailed(chapter, officer, member):
    close(chapter, officer)
    mail = mails(chapter).get(email=member.email)
    assert due(mail, SOON + timedelta(days=15)) == "too late"
    member.stays.update(left_on=TUESDAY)
    assert due(mail) == "no longer a member"
    close(chapter, officer, day=date(2026, 2, 10))
    assert mails(chapter).count() == 2


@pytest.mark.parametrize(("day", "says"), [("2026-03-03", True), ("2026-02-10", False)])
def test_the_page_that_asks_before_closing_says_whether_mail_goes_out(officer, sign_in, day, says):
    page = text_of(sign_in(officer).get(f"/c/riverside/meeting/{day}/close/"))
    assert ("Members get the minutes by mail" in page) is says


def test_the_second_to_close_mails_nothing_more(chapter, officer, second_officer):
    close(chapter, officer)
    with pytest.raises(running.AlreadyClosed):
        close(chapter, second_officer, at=datetime(2026, 3, 3, 8, 1, tzinfo=UTC))
    assert mails(chapter).count() == 2
