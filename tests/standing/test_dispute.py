"""A dispute changes nothing until it is upheld; then the fact is corrected, and all that was made from it follows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from meetings.actions.marking import Said
from meetings.models import Mark, MarkEvent, OneToOne
from meetings.refusals import NotHere
from meetings.states import Attendance
from notices import kinds
from notices.models import Notice
from referrals.actions.reporting import mark_bad, take_back
from referrals.models import Progress, Slip, SlipEvent
from standing.actions.flags import flag_seat
from standing.disputing import (
    Answer,
    answer_dispute,
    answerers_of,
    dispute_bad_mark,
    dispute_mark,
    say_missing,
    say_slip_missing,
)
from standing.engine import standings
from standing.models import Dispute, DisputeEvent, Snapshot
from standing.refusals import DeniedByOther, DisputeMoved, NothingToDispute, SaidAlready, ThereAlready
from standing.states import DISPUTE_TRANSITIONS, DisputeState
from standing.weekly import bring_up_to_date, fill_in
from tests import factories
from tests.standing.pages import AT, MOST_STATEMENTS, WEDNESDAY, held_meetings, statements_of

pytestmark = pytest.mark.usefixtures("wednesday")

DISPUTES = "/c/riverside/standing/disputes/"
TUESDAY = date(2026, 2, 24)


@pytest.fixture
def absence(chapter, member):
    """Marked absent a week ago, and there in the weeks before."""
    held_meetings(chapter, {member: ["present"] * 3 + ["absent"]})


@pytest.fixture
def disputed(chapter, member, officer, absence):
    said = Said(Attendance.PRESENT)
    return dispute_mark(chapter=chapter, day=TUESDAY, said=said, why="I sat at the back.", by=member, at=AT)


@pytest.fixture
def bad(chapter, member, officer):
    """A referral of the member's that the president, who received it, marked as no use."""
    given = AT - timedelta(days=9)
    slip = factories.SlipFactory(chapter=chapter, giver=member, receiver=officer, given_at=given)
    mark_bad(chapter=chapter, slip=slip, reason="Nobody answered.", by=officer, at=given + timedelta(hours=1))
    return slip


def path_of(dispute, act=""):
    return f"{DISPUTES}{dispute.pk}/{act}"


def attendance_of(chapter, member):
    figure = standings(chapter, as_of=WEDNESDAY).of(member.pk).attendance
    return figure.credited, figure.counted


def state_of(dispute):
    return Dispute.objects.in_chapter(dispute.chapter_id).get(pk=dispute.pk).state


def test_a_member_says_that_a_mark_is_not_right_and_officers_are_told(chapter, member, officer, absence, sign_in):
    client = sign_in(member)
    row = client.get("/c/riverside/standing/attendance/").context["rows"][0]
    assert (row.look.text, row.look.href) == ("Not right?", "/c/riverside/standing/attendance/2026-02-24/")
    page = client.get(row.look.href).content.decode()
    assert "The record says: <b>absent</b>." in page
    answer = client.post(row.look.href, {"mark": "present", "why": "I sat at the back."})
    found = Dispute.objects.in_chapter(chapter).get()
    assert (answer.status_code, answer.url) == (303, path_of(found))
    assert (found.member, found.day, found.mark, found.why) == (member, TUESDAY, "present", "I sat at the back.")
    assert list(Notice.objects.in_chapter(chapter).values_list("kind", "email")) == [("dispute_raised", officer.email)]
    assert attendance_of(chapter, member) == (3, 4)
    row = client.get("/c/riverside/standing/attendance/").context["rows"][0]
    assert (row.look.text, row.look.href) == ("Waits for an answer", path_of(found))
    assert [row.look for row in client.get("/c/riverside/standing/attendance/").context["rows"][1:]] == [None] * 3


def test_upheld_the_mark_is_corrected_and_stays_in_the_trail(chapter, member, officer, disputed, sign_in):
    answer = sign_in(officer).post(path_of(disputed, "answer/"), {"upheld": "yes", "word": "You are on the photo."})
    assert (answer.status_code, answer.url) == (303, path_of(disputed))
    mark = Mark.objects.in_chapter(chapter).on(TUESDAY).get(member=member)
    assert (mark.mark, mark.marked_by, mark.correction) == (
        "present",
        officer,
        "Looked into again.",
    )
    assert attendance_of(chapter, member) == (4, 4)
    trail = MarkEvent.objects.in_chapter(chapter).filter(pgh_obj=mark).order_by("pgh_id")
    assert list(trail.values_list("mark", flat=True)) == ["absent", "present"]
    said = DisputeEvent.objects.in_chapter(chapter).order_by("pgh_id").values_list("state", "answer")
    assert list(said) == [("open", ""), ("upheld", "You are on the photo.")]
    text = sign_in(member).get(path_of(disputed)).content.decode()
    assert "It is put right" in text
    assert "You are on the photo." in text
    assert "Amara Osei" in text


def test_an_officer_reads_what_the_record_says_and_what_it_should_be(disputed, officer, sign_in):
    text = sign_in(officer).get(path_of(disputed)).content.decode()
    for words in ("The record says: absent", "It should be: present", "I sat at the back.", "Ben Whitlock"):
        assert words in text


@pytest.mark.parametrize(("upheld", "head"), [("yes", "It is put right"), ("no", "It stays as it is")])
def test_once_answered_it_is_not_held_against_what_the_record_says_today(
    upheld, head, disputed, member, officer, sign_in
):
    client, path = sign_in(member), path_of(disputed)
    assert "The record says: absent" in client.get(path).content.decode()
    sign_in(officer).post(path_of(disputed, "answer/"), {"upheld": upheld, "word": "I looked."})
    for person in (client, sign_in(officer)):
        text = person.get(path).content.decode()
        assert head in text
        assert "It should be: present" in text
        assert "The record says" not in text


def test_its_day_is_the_chapters(chapter, disputed, member, sign_in):
    disputed.raised_at = datetime(2026, 3, 5, 2, tzinfo=UTC)
    disputed.save()
    chapter.timezone = "America/New_York"
    chapter.save()
    text = sign_in(member).get(path_of(disputed)).content.decode()
    assert "4 March 2026" in text
    assert "5 March 2026" not in text


def test_not_upheld_nothing_changes_and_the_member_reads_why(chapter, member, officer, disputed, sign_in):
    sign_in(officer).post(path_of(disputed, "answer/"), {"upheld": "no", "word": "Your chair was empty."})
    assert state_of(disputed) == "not_upheld"
    assert attendance_of(chapter, member) == (3, 4)
    assert not Mark.objects.in_chapter(chapter).exclude(correction="").exists()
    client = sign_in(member)
    assert "Your chair was empty." in client.get(path_of(disputed)).content.decode()
    row = client.get("/c/riverside/standing/attendance/").context["rows"][0]
    assert row.look.text == "Stays as it is"
    assert Notice.objects.in_chapter(chapter).filter(kind="dispute_answered", email=member.email).count() == 1


def test_the_snapshots_it_touches_follow_and_so_does_a_flag_that_they_raised(chapter, member, officer, sign_in):
    held_meetings(chapter, {member: ["present"] * 6 + ["absent"] * 4})
    chapter.rules.create(
        effective_from=date(2024, 1, 1), leads_per_week=0, one_to_ones_per_year=0, partner_one_to_ones_per_quarter=0
    )
    fill_in(chapter, at=AT)
    flag_seat(member=member, by=officer, at=AT, reason="A word.")
    mine = Snapshot.objects.in_chapter(chapter).filter(member=member, monday=date(2026, 3, 2))
    assert list(mine.values_list("attendance", "credited", "counted")) == [("behind", 6, 10)]
    for weeks in range(2):
        day = TUESDAY - timedelta(weeks=weeks)
        one = dispute_mark(chapter=chapter, day=day, said=Said(Attendance.LATE), why="Late.", by=member, at=AT)
        answer_dispute(dispute=one, answer=Answer(upheld=True, word="So it was."), by=officer, at=AT)
    assert list(mine.values_list("attendance", flat=True)) == ["behind"]
    bring_up_to_date(chapter, at=AT)
    assert list(mine.values_list("attendance", "credited", "counted")) == [("met", 8, 10)]


def test_a_bad_mark_is_overturned_as_if_it_had_never_been(chapter, member, officer, secretary, bad, sign_in):
    client = sign_in(member)
    part = client.get("/c/riverside/standing/leads/").context["rows"][0].parts[0]
    assert part.look.href == f"/c/riverside/standing/leads/{bad.uuid}/"
    assert standings(chapter, as_of=WEDNESDAY).of(member.pk).leads.given == 0
    client.post(part.look.href, {"why": "They called back."})
    found = Dispute.objects.in_chapter(chapter).get()
    assert (found.slip, found.other) == (bad, officer)
    part = client.get("/c/riverside/standing/leads/").context["rows"][0].parts[0]
    assert part.look.text == "Waits for an answer"
    sign_in(secretary).post(path_of(found, "answer/"), {"upheld": "yes", "word": "So they did."})
    assert standings(chapter, as_of=WEDNESDAY).of(member.pk).leads.given == 1
    assert not Progress.objects.in_chapter(chapter).exists()
    assert SlipEvent.objects.in_chapter(chapter).filter(pgh_obj=bad, bad_at__isnull=False).exists()
    told = Notice.objects.in_chapter(chapter).exclude(kind="slip_bad").values_list("kind", "email")
    assert sorted(told) == [
        ("bad_overturned", officer.email),
        ("dispute_answered", member.email),
        ("dispute_raised", secretary.email),
    ]


def test_whoever_marked_it_neither_reads_nor_answers_it(chapter, member, officer, secretary, bad, sign_in):
    found = dispute_bad_mark(slip=bad, why="They called back.", by=member, at=AT)
    words = {"upheld": "no", "word": "It was bad."}
    concerned = sign_in(officer)
    assert concerned.get(path_of(found)).status_code == 404
    assert concerned.post(path_of(found, "answer/"), words).status_code == 404
    assert concerned.get(DISPUTES).context["waiting"] == []
    assert state_of(found) == "open"
    other = sign_in(secretary)
    assert len(other.get(DISPUTES).context["waiting"]) == 1
    assert "Amara Osei marked it as no use on 23 February 2026." in other.get(path_of(found)).content.decode()
    assert other.post(path_of(found, "answer/"), words).status_code == 303
    assert state_of(found) == "not_upheld"


def test_an_officer_does_not_answer_their_own(chapter, officer, secretary, sign_in):
    held_meetings(chapter, {officer: ["absent"]})
    found = dispute_mark(chapter=chapter, day=TUESDAY, said=Said(Attendance.LATE), why="Late.", by=officer, at=AT)
    client, words = sign_in(officer), {"upheld": "yes", "word": "I was."}
    assert client.post(path_of(found, "answer/"), words).status_code == 403
    assert state_of(found) == "open"
    assert [one.name for one in answerers_of(found, at=AT)] == ["Omar Haddad"]
    assert "Omar Haddad" in client.get(path_of(found)).content.decode()
    sign_in(secretary).post(path_of(found, "answer/"), words)
    assert state_of(found) == "upheld"


def test_the_database_lets_nobody_answer_what_concerns_them(chapter, member, officer, secretary, bad):
    found = dispute_bad_mark(slip=bad, why="They called back.", by=member, at=AT)
    for person in (member, officer):
        with pytest.raises(IntegrityError, match="standing_dispute_by_another"), transaction.atomic():
            found.move_to(DisputeState.UPHELD, answered_by=person, answered_at=AT)
    found.move_to(DisputeState.UPHELD, answered_by=secretary, answered_at=AT)


@pytest.mark.parametrize("office", ["committee", "treasurer", "visitor_host", ""])
def test_nobody_else_reads_or_answers(chapter, disputed, office, sign_in, officer):
    client = sign_in(factories.MemberFactory(chapter=chapter, offices=[office] if office else []))
    assert client.get(path_of(disputed)).status_code == 404
    assert client.get(DISPUTES).status_code == 403
    assert client.post(path_of(disputed, "answer/"), {"upheld": "yes", "word": "So."}).status_code == 403
    assert client.post(path_of(disputed, "withdraw/")).status_code == 404
    assert state_of(disputed) == "open"
    assert sign_in(officer).get(path_of(disputed)).status_code == 200


def test_a_stranger_finds_nothing(chapter, disputed, stranger, sign_in):
    client = sign_in(stranger)
    for path in (path_of(disputed), DISPUTES, f"/c/lakeside/standing/disputes/{disputed.pk}/"):
        assert client.get(path).status_code == 404
    words = {"upheld": "yes", "word": "So."}
    assert client.post(f"/c/lakeside/standing/disputes/{disputed.pk}/answer/", words).status_code == 404
    assert state_of(disputed) == "open"


def test_one_waits_a_row_and_the_same_words_twice_are_one(chapter, member, officer, disputed, sign_in):
    path, client = "/c/riverside/standing/attendance/2026-02-24/", sign_in(member)
    again = client.post(path, {"mark": "present", "why": "I sat at the back."})
    assert (again.status_code, again.url) == (303, path_of(disputed))
    other = client.post(path, {"mark": "late", "why": "I came late."})
    assert other.status_code == 422
    assert "it waits for an answer" in other.content.decode()
    assert Dispute.objects.in_chapter(chapter).count() == 1
    assert Notice.objects.in_chapter(chapter).filter(kind="dispute_raised").count() == 1
    assert client.get(path).url == path_of(disputed)


def test_taken_back_it_waits_no_more_and_can_be_said_anew(chapter, member, officer, disputed, sign_in):
    client = sign_in(member)
    for _twice in range(2):
        assert client.post(path_of(disputed, "withdraw/")).status_code == 303
    assert state_of(disputed) == "withdrawn"
    late = sign_in(officer).post(path_of(disputed, "answer/"), {"upheld": "yes", "word": "So."})
    assert late.status_code == 422
    assert "answered or taken back meanwhile" in late.content.decode()
    assert attendance_of(chapter, member) == (3, 4)
    client.post("/c/riverside/standing/attendance/2026-02-24/", {"mark": "late", "why": "I came late."})
    assert Dispute.objects.in_chapter(chapter).filter(state="open").count() == 1


def test_an_answer_stands_and_the_same_one_twice_is_one(chapter, member, officer, secretary, disputed, sign_in):
    words = {"upheld": "yes", "word": "You are on the photo."}
    client = sign_in(officer)
    assert [client.post(path_of(disputed, "answer/"), words).status_code for _twice in range(2)] == [303, 303]
    other = sign_in(secretary).post(path_of(disputed, "answer/"), {"upheld": "no", "word": "No."})
    assert other.status_code == 422
    assert state_of(disputed) == "upheld"
    assert Notice.objects.in_chapter(chapter).filter(kind="dispute_answered").count() == 1
    sign_in(member).post(path_of(disputed, "withdraw/"))
    assert state_of(disputed) == "upheld"


@pytest.mark.parametrize("before", DisputeState)
@pytest.mark.parametrize("after", [state for state in DisputeState if state != DisputeState.OPEN])
def test_every_state_and_every_step_is_allowed_or_refused(before, after, chapter, officer, disputed):
    answered = {"answered_by": officer, "answered_at": AT}
    values = {state: answered if "upheld" in state else {} for state in DisputeState}
    Dispute.objects.in_chapter(chapter).filter(pk=disputed.pk).update(state=before, **values[before])
    if after in DISPUTE_TRANSITIONS[before]:
        disputed.move_to(after, **values[after])
        assert state_of(disputed) == after
    else:
        with pytest.raises(DisputeMoved):
            disputed.move_to(after, **values[after])
        assert state_of(disputed) == before


def test_a_one_to_one_that_is_missing_is_logged_as_met(chapter, member, officer, sign_in):
    other = factories.MemberFactory(chapter=chapter, name="Carla Reyes")
    path = "/c/riverside/standing/one-to-ones/missing/"
    client = sign_in(member)
    assert path in client.get("/c/riverside/standing/one_to_ones/").content.decode()
    client.post(path, {"other": other.pk, "day": "2026-02-12", "why": "We forgot to log it."})
    found = Dispute.objects.in_chapter(chapter).get()
    assert "You two met, but never logged it." in client.get(path_of(found)).content.decode()
    assert "The two met, but never logged it." in sign_in(officer).get(path_of(found)).content.decode()
    assert not OneToOne.objects.in_chapter(chapter).exists()
    sign_in(officer).post(path_of(found, "answer/"), {"upheld": "yes", "word": "Carla says so too."})
    logged = OneToOne.objects.in_chapter(chapter).get()
    assert (logged.date, logged.logged_by, logged.disputed) == (date(2026, 2, 12), member, False)
    assert standings(chapter, as_of=WEDNESDAY).of(member.pk).one_to_ones.done == 1
    assert Notice.objects.in_chapter(chapter).filter(kind="one_to_one_logged", email=other.email).count() == 1


def test_a_referral_that_is_missing_is_put_in_on_its_day_without_the_prospect(chapter, member, officer, sign_in):
    other = factories.MemberFactory(chapter=chapter, name="Carla Reyes", offices=["secretary"])
    path = "/c/riverside/standing/leads/missing/"
    client = sign_in(member)
    assert path in client.get("/c/riverside/standing/leads/").content.decode()
    client.post(path, {"other": other.pk, "need": "Gareth's boiler", "day": "2026-02-12", "why": "On paper."})
    found = Dispute.objects.in_chapter(chapter).get()
    assert (found.need, found.other) == ("", other)
    assert sign_in(other).get(path_of(found)).status_code == 404
    for _twice in range(2):
        sign_in(officer).post(path_of(found, "answer/"), {"upheld": "yes", "word": "I have the paper."})
    slip = Slip.objects.in_chapter(chapter).get()
    assert (slip.kind, slip.giver, slip.receiver, slip.prospect, slip.need) == ("referral", member, other, "", "")
    assert slip.given_at == datetime(2026, 2, 12, 12, tzinfo=UTC)
    assert standings(chapter, as_of=WEDNESDAY).of(member.pk).leads.given == 1
    assert Notice.objects.in_chapter(chapter).filter(kind="referral_passed", email=other.email).count() == 1
    slip_path = f"/c/riverside/slips/{slip.uuid}/"
    assert slip_path in client.get(path_of(found)).content.decode()
    assert client.get(slip_path).status_code == 200
    assert client.get(f"{slip_path}correct/").status_code == 200
    assert slip_path not in sign_in(officer).get(path_of(found)).content.decode()


def test_a_lead_that_is_missing_says_something(chapter, member, officer, sign_in):
    path, words = "/c/riverside/standing/leads/missing/", {"day": "2026-02-12", "why": "I told it at the meeting."}
    client = sign_in(member)
    for need in ("", "Call the bakery: 020 7946 0102"):
        assert client.post(path, {**words, "need": need}).status_code == 422
    client.post(path, {**words, "need": "The bakery wants an oven"})
    found = Dispute.objects.in_chapter(chapter).get()
    assert "The bakery wants an oven" in sign_in(officer).get(path_of(found)).content.decode()
    sign_in(officer).post(path_of(found, "answer/"), {"upheld": "yes", "word": "So I heard."})
    lead = Slip.objects.in_chapter(chapter).get()
    assert (lead.kind, lead.receiver, lead.need) == ("lead", None, "The bakery wants an oven")
    assert standings(chapter, as_of=WEDNESDAY).of(member.pk).leads.given == 1


def test_what_the_other_one_denied_is_between_the_two(chapter, member, officer):
    other = factories.MemberFactory(chapter=chapter, name="Carla Reyes")
    day = date(2026, 2, 12)
    row = {"chapter": chapter, "other": other, "day": day, "why": "We met.", "by": member, "at": AT}
    logged = factories.OneToOneFactory(chapter=chapter, a=member, b=other, date=day, logged_by=member)
    with pytest.raises(ThereAlready):
        say_missing(**row)
    OneToOne.objects.in_chapter(chapter).filter(pk=logged.pk).update(disputed=True, disputed_by=other)
    with pytest.raises(DeniedByOther, match="Carla Reyes can take that back"):
        say_missing(**row)
    assert say_missing(**row | {"day": date(2026, 2, 13)}).is_open


@pytest.mark.parametrize(("day", "says"), [("2026-03-05", "still to come"), ("2023-12-31", "before you joined")])
def test_it_was_a_day_on_which_the_two_could_meet(day, says, chapter, member, officer, sign_in):
    words = {"other": officer.pk, "why": "We met."}
    page = sign_in(member).post("/c/riverside/standing/one-to-ones/missing/", {**words, "day": day})
    assert page.status_code == 422
    form, text = page.context["form"], page.content.decode()
    assert says in form.errors["day"][0]
    assert not form.non_field_errors()
    assert 'aria-invalid="true" aria-describedby="id_day_error" id="id_day"' in text
    slip = sign_in(member).post("/c/riverside/standing/leads/missing/", {**words, "day": day})
    assert says in slip.context["form"].errors["day"][0]
    sign_in(member).post("/c/riverside/standing/one-to-ones/missing/", {**words, "day": "2026-03-03"})
    assert Dispute.objects.in_chapter(chapter).count() == 1


def test_there_is_nothing_to_dispute_in_what_is_right_already_or_anothers(chapter, member, officer, bad, absence):
    def said(mark, day=TUESDAY, by=member):
        return dispute_mark(chapter=chapter, day=day, said=Said(mark), why="So.", by=by, at=AT)

    newcomer = factories.MemberFactory(chapter=chapter, stay__joined_on=date(2026, 3, 1))
    for wrong in ({"mark": Attendance.ABSENT}, {"mark": Attendance.LATE, "day": date(2026, 2, 25)}):
        with pytest.raises(NothingToDispute):
            said(**wrong)
    with pytest.raises(NothingToDispute):
        said(Attendance.LATE, by=newcomer)
    with pytest.raises(NothingToDispute):
        dispute_bad_mark(slip=bad, why="So.", by=officer, at=AT)
    assert said(Attendance.LATE).is_open
    take_back(slip=bad, report=Progress.objects.in_chapter(chapter).get())
    with pytest.raises(NothingToDispute):
        dispute_bad_mark(slip=bad, why="So.", by=member, at=AT)


def test_what_was_put_right_meanwhile_is_answered_all_the_same(chapter, member, officer, disputed):
    Mark.objects.in_chapter(chapter).update(mark="present")
    answer_dispute(dispute=disputed, answer=Answer(upheld=True, word="Done."), by=officer, at=AT)
    assert state_of(disputed) == "upheld"


def test_where_the_fact_cannot_be_corrected_nothing_is_answered(chapter, member, officer, disputed, sign_in):
    meeting = Mark.objects.in_chapter(chapter).on(TUESDAY).get().meeting
    type(meeting).objects.in_chapter(chapter).filter(pk=meeting.pk).update(status="scheduled")
    words = {"upheld": "yes", "word": "So it was."}
    page = sign_in(officer).post(path_of(disputed, "answer/"), words)
    assert page.status_code == 422
    assert "change the mark at roll call" in page.content.decode()
    assert state_of(disputed) == "open"
    type(meeting).objects.in_chapter(chapter).filter(pk=meeting.pk).update(status="held")
    assert sign_in(officer).post(path_of(disputed, "answer/"), words).status_code == 303


def test_who_left_meanwhile_is_given_nothing(chapter, member, officer):
    other = factories.MemberFactory(chapter=chapter)
    row = {"receiver": other, "day": date(2026, 2, 12), "need": "", "why": "On paper."}
    found = say_slip_missing(chapter=chapter, **row, by=member, at=AT)
    stays = other.stays.filter(left_on=None)
    stays.update(left_on=WEDNESDAY)
    with pytest.raises(NotHere):
        answer_dispute(dispute=found, answer=Answer(upheld=True, word="So."), by=officer, at=AT)
    assert state_of(found) == "open"
    other.stays.update(left_on=None)
    answer_dispute(dispute=found, answer=Answer(upheld=True, word="So."), by=officer, at=AT)
    assert state_of(found) == "upheld"


def test_said_already_is_refused_by_the_act_too(chapter, member, disputed):
    with pytest.raises(SaidAlready):
        dispute_mark(chapter=chapter, day=TUESDAY, said=Said(Attendance.LATE), why="Late.", by=member, at=AT)


def test_my_week_says_that_somebody_waits_to_officers_alone(chapter, member, officer, disputed, sign_in):
    title = "Ben Whitlock asks for a second look"
    text = sign_in(officer).get("/c/riverside/").content.decode()
    assert title in text
    assert "A mark" in text
    assert title not in sign_in(member).get("/c/riverside/").content.decode()


def test_the_list_has_what_waits_and_what_was_answered(chapter, member, officer, disputed, sign_in):
    client = sign_in(officer)
    (line,) = client.get(DISPUTES).context["waiting"]
    assert (line.title, line.note, line.href) == (
        "Ben Whitlock",
        "The meeting of 24 February 2026",
        path_of(disputed),
    )
    client.post(path_of(disputed, "answer/"), {"upheld": "no", "word": "Your chair was empty."})
    context = client.get(DISPUTES).context
    assert (context["waiting"], [line.aside for line in context["answered"]]) == ([], ["stays as it is"])


def test_the_pages_are_eight_statements_at_most_for_one_and_for_twenty(
    chapter, member, officer, disputed, bad, sign_in
):
    client, own = sign_in(officer), sign_in(member)
    asked = [
        (client, DISPUTES),
        (client, path_of(disputed)),
        (own, path_of(disputed)),
        (own, "/c/riverside/standing/leads/"),
        (own, "/c/riverside/standing/one_to_ones/"),
        (own, "/c/riverside/standing/partner_one_to_ones/"),
    ]
    asked += [
        (own, "/c/riverside/standing/leads/missing/"),
        (own, "/c/riverside/standing/one-to-ones/missing/"),
        (own, f"/c/riverside/standing/leads/{bad.uuid}/"),
    ]
    few = [statements_of(*one) for one in asked]
    for n in range(20):
        other = factories.MemberFactory(chapter=chapter, name=f"Person {n}")
        say_missing(chapter=chapter, other=member, day=date(2026, 2, 1), why="We met.", by=other, at=AT)
        say_missing(chapter=chapter, other=other, day=date(2026, 2, 1), why="We met.", by=member, at=AT)
    assert [statements_of(*one) for one in asked] == few
    assert max(few) <= MOST_STATEMENTS


def test_mail_says_which_row_and_never_what_the_two_wrote(chapter, member, officer, secretary, bad, disputed):
    denied = dispute_bad_mark(slip=bad, why="Gareth Nkosi called back.", by=member, at=AT)
    answer_dispute(dispute=disputed, answer=Answer(upheld=True, word="You are on the photo."), by=officer, at=AT)
    answer_dispute(dispute=denied, answer=Answer(upheld=True, word="He did, says Gareth."), by=secretary, at=AT)
    mails, settled = {}, {}
    for notice in Notice.objects.in_chapter(chapter).order_by("pk"):
        found = kinds.find(notice.kind).kind
        settled[notice.kind] = found.still_due(notice, AT)
        if not settled[notice.kind] or notice.kind == "dispute_raised":
            mails[notice.kind] = found.render(notice)
    assert set(mails) == {"dispute_raised", "dispute_answered", "bad_overturned"}
    assert settled["dispute_raised"] == "settled meanwhile"
    for mail in mails.values():
        for words in ("sat at the back", "Gareth", "on the photo"):
            assert words not in mail.text + mail.subject
    assert mails["dispute_raised"].subject == "Ben Whitlock asks for a second look"
    assert mails["dispute_answered"].subject.startswith("It is put right: ")
    assert mails["dispute_answered"].act.address.endswith((path_of(denied), path_of(disputed)))
    assert mails["bad_overturned"].subject == "The referral of Ben Whitlock counts after all"


def test_my_standing_has_what_i_asked_for_and_how_it_stands(chapter, member, officer, disputed, sign_in):
    client = sign_in(member)
    (line,) = client.get("/c/riverside/standing/").context["disputes"]
    assert (line.title, line.aside, line.waits) == ("The meeting of 24 February 2026", "waits", True)
    sign_in(officer).post(path_of(disputed, "answer/"), {"upheld": "no", "word": "Your chair was empty."})
    (line,) = client.get("/c/riverside/standing/").context["disputes"]
    assert (line.aside, line.waits) == ("stays as it is", False)
    assert sign_in(officer).get("/c/riverside/standing/").context["disputes"] == []


def test_officers_see_in_the_evidence_that_a_row_is_disputed_and_nobody_is_sent_on(
    chapter, member, officer, disputed, sign_in
):
    rows = sign_in(officer).get(f"/c/riverside/standing/chapter/{member.pk}/attendance/").context["rows"]
    assert [(row.look.text, row.look.href) if row.look else None for row in rows] == [
        ("Waits for an answer", ""),
        None,
        None,
        None,
    ]


def test_an_officer_whose_word_is_disputed_does_not_read_so_in_the_evidence(member, officer, secretary, bad, sign_in):
    dispute_bad_mark(slip=bad, why="Gareth Nkosi called back.", by=member, at=AT)
    told = {}
    for person in (officer, secretary):
        rows = sign_in(person).get(f"/c/riverside/standing/chapter/{member.pk}/leads/").context["rows"]
        told[person] = [part.look.text for row in rows for part in row.parts if part.look]
    assert told == {officer: [], secretary: ["Waits for an answer"]}


def test_who_sits_on_the_committee_alone_reads_of_no_second_look(chapter, member, disputed, bad, sign_in):
    dispute_bad_mark(slip=bad, why="Gareth Nkosi called back.", by=member, at=AT)
    appointed = factories.MemberFactory(chapter=chapter, offices=["committee"])
    for rule in ("attendance", "leads"):
        rows = sign_in(appointed).get(f"/c/riverside/standing/chapter/{member.pk}/{rule}/").context["rows"]
        assert rows
        assert not [one for row in rows for one in (row, *row.parts) if one.look]


def test_an_officer_who_may_answer_does_not_take_it_back(disputed, member, officer, sign_in):
    assert sign_in(officer).post(path_of(disputed, "withdraw/")).status_code == 403
    assert state_of(disputed) == "open"
    sign_in(member).post(path_of(disputed, "withdraw/"))
    assert state_of(disputed) == "withdrawn"


def test_somebody_elses_slip_is_not_found(bad, member, officer, sign_in):
    path = f"/c/riverside/standing/leads/{bad.uuid}/"
    assert [sign_in(person).get(path).status_code for person in (officer, member)] == [404, 200]


def test_a_row_shows_ones_own_dispute_alone(chapter, member, officer, sign_in):
    held_meetings(chapter, {member: ["absent"], officer: ["absent"]})
    dispute_mark(chapter=chapter, day=TUESDAY, said=Said(Attendance.LATE), why="Late.", by=officer, at=AT)
    path = "/c/riverside/standing/attendance/"
    told = [sign_in(person).get(path).context["rows"][0].look.text for person in (member, officer)]
    assert told == ["Not right?", "Waits for an answer"]
