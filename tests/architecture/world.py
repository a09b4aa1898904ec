"""A chapter with one of everything that a URL can name. A route that names something new adds it here."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection

from archive.models import Upload
from chapters.clock import now
from chapters.models import Chapter, Recess, Rules
from chapters.scope import chapter_scope
from inbound.models import Draft, InboundMessage, Word
from inbound.tokens import sent_mail_path
from meetings.actions.calendar import make_address
from meetings.codes import printed_code
from meetings.models import AgendaItem, MonthPlan, PairNote, PlannedPair, Presentation, Substitute, Swap, Visit
from meetings.tokens import (
    StandIn,
    cant_come_address,
    digest_of,
    invite_address,
    screen_path,
    stand_in_address,
    visit_address,
)
from members.actions.contract import write_version
from members.actions.invitations import token_of
from members.models import Hearing, Invitation, Leave, Member, Partnership, Waiting
from members.tokens import leaving_address, waiting_address
from notices.actions import tell
from notices.models import Notice
from notices.tokens import unsubscribe_address
from notices.values import Recipient
from referrals.actions.door import put_out
from referrals.models import JointMeeting, LeadQuestion, LookBack, LookBackItem, Progress
from referrals.tokens import how_it_goes_address, prospect_path
from reviews.evidence import as_it_stands
from reviews.models import Decision, OwnNote, PlanStep, SeatReview
from standing.models import Dispute, SignSetAside
from tests import factories

NOBODYS = {int: 2**40, uuid.UUID: uuid.UUID(int=7), str: "nonsense"}
"""What names nothing, by the kind of a URL's part."""


@dataclass
class World:
    """A chapter, its president, a member, and what URLs name: by part, or by route and part where they differ."""

    chapter: Chapter
    president: Member
    member: Member
    named: dict[str, Any] = field(default_factory=dict)

    def parts(self, route: Any) -> dict[str, Any]:
        """The values of a route's parts."""
        return {name: self.named.get(f"{route.name}.{name}") or self.named[name] for name in route.parts}

    def officer(self, office: str) -> Member:
        """The president, or a new member with the office."""
        if office == "president":
            return self.president
        with chapter_scope(self.chapter.pk):
            return factories.MemberFactory(chapter=self.chapter, offices=[office])


def build(chapter: Chapter) -> World:
    """One of everything, in this chapter."""
    with chapter_scope(chapter.pk):
        president = factories.MemberFactory(chapter=chapter, offices=["president"])
        member = factories.MemberFactory(chapter=chapter)
        world = World(chapter, president, member)
        world.named = _people(world) | _records(world)
    return world


def _people(world: World) -> dict[str, Any]:
    chapter, member = world.chapter, world.member
    newcomer = factories.MemberFactory(chapter=chapter, user=None)
    invitation = Invitation.objects.create(
        chapter=chapter, member=newcomer, created_at=now(), expires_at=now() + timedelta(days=14)
    )
    leave = Leave.objects.create(chapter=chapter, member=member, first_day="2026-12-01", last_day="2026-12-08")
    partnership = Partnership.objects.create(
        chapter=chapter, proposer=member, partner=world.president, proposed_at=now()
    )
    return {
        "member": member.pk,
        "stay": member.stays.get().pk,
        "they_stay.stay": _left(world, chapter.today(now()) + timedelta(days=7)).pk,
        "seat": factories.SeatFactory(chapter=chapter, status="open").pk,
        "office": world.president.offices.get().pk,
        "recess": Recess.objects.create(chapter=chapter, first_day="2026-08-03", last_day="2026-08-09").pk,
        "rules": Rules.objects.create(chapter=chapter, effective_from="2030-01-01").pk,
        "leave": leave.pk,
        "version": write_version(chapter=chapter, own_words="", after=0, by=world.president, at=now()).pk,
        "partnership": partnership.pk,
        "invitation.token": token_of(invitation),
        "accept_invitation.token": token_of(invitation),
        "invitation": invitation.pk,
        **_waiting(world),
    }


def _left(world: World, day: Any = "2026-01-05") -> Any:
    """The stay of somebody who left, or will on a day."""
    someone = factories.MemberFactory(chapter=world.chapter, user=None, stay__left_on=day)
    return someone.stays.get()


def _waiting(world: World) -> dict[str, Any]:
    """Somebody on the waiting list, and a category that is told along it."""
    chapter = world.chapter
    waiting = Waiting.objects.create(
        chapter=chapter,
        email="nora@wait.example",
        name="Nora",
        trade="Baker",
        key="baker",
        asked_at=now(),
        confirmed_at=now(),
    )
    category = factories.CategoryFactory(chapter=chapter, name="Baker")
    return {
        "waiting": waiting.pk,
        "hearing": Hearing.objects.create(chapter=chapter, category=category, days=7, started_at=now()).pk,
        "leaving.token": leaving_address(chapter, _left(world).pk).rstrip("/").rpartition("/")[2],
        "my_place.token": waiting_address(chapter, waiting.pk).rstrip("/").rpartition("/")[2],
    }


def _records(world: World) -> dict[str, Any]:
    chapter, member, president = world.chapter, world.member, world.president
    given_at = datetime.now(UTC) - timedelta(hours=3)
    slip = factories.SlipFactory(chapter=chapter, giver=president, receiver=member, given_at=given_at)
    report = Progress.objects.create(chapter=chapter, slip=slip, at=now(), stage="contacted", reported_by=member)
    meeting = factories.MeetingFactory(chapter=chapter)
    one_to_one = factories.OneToOneFactory(chapter=chapter, a=member, b=president, logged_by=president)
    thank_you = factories.ThankYouFactory(chapter=chapter, giver=member, receiver=president)
    flag = member.flags.create(
        chapter=chapter, seat=member.stays.get().seat, opened_at=now(), opened_by=president, told_at=now()
    )
    aside = SignSetAside.objects.create(
        chapter=chapter, member=member, kind="silent", weight=9, at=now(), by=president, reason="We spoke."
    )
    tell(chapter=chapter, kind="weekly_reminder", about="test", to=Recipient(member.email), at=now())
    notice = Notice.objects.in_chapter(chapter).get(about="test")
    meeting_day = chapter.today(now()) + timedelta(days=(chapter.weekday - chapter.today(now()).weekday()) % 7)
    cant_come = cant_come_address(chapter, member.pk, chapter.today(now()) + timedelta(days=1))
    visit = Visit.objects.create(chapter=chapter, date=meeting.date, name="Rhys Ekström", invited_by=member)
    invite = invite_address(chapter, member.pk, chapter.today(now()) + timedelta(days=7))
    feed = make_address(chapter=chapter, member=member, instead_of="", at=now())
    given = Presentation.objects.create(chapter=chapter, date=meeting.date, member=member)
    ahead = Presentation.objects.create(
        chapter=chapter, date=chapter.today(now()) + timedelta(days=14), member=president
    )
    stand_in = StandIn(member.pk, chapter.today(now()) + timedelta(days=1), digest_of("Jo Reid"))
    lead = factories.SlipFactory(
        chapter=chapter, kind="lead", giver=president, receiver=None, warmth=None, given_at=given_at
    )
    question = LeadQuestion.objects.create(chapter=chapter, lead=lead, asker=member, kind="more", asked_at=now())
    return {
        "answer_about_lead.uuid": lead.uuid,
        "ask_about_lead.uuid": lead.uuid,
        "question": question.pk,
        "how_it_goes.token": how_it_goes_address(chapter, slip.pk, member.pk).rstrip("/").rpartition("/")[2],
        "presentation": given.pk,
        "change_speaker.presentation": ahead.pk,
        "ask_for_swap.presentation": ahead.pk,
        **_asks(world),
        "swap": Swap.objects.create(chapter=chapter, wanted=ahead, asked_by=member, asked=president, asked_at=now()).pk,
        "take_back_swap_request.swap": Swap.objects.create(
            chapter=chapter, wanted=given, asked_by=president, asked=member, asked_at=now()
        ).pk,
        "substitute": Substitute.objects.create(chapter=chapter, name="Jo Reid", email="jo@stand.example").pk,
        "stand_in.token": stand_in_address(chapter, stand_in).rstrip("/").rpartition("/")[2],
        "calendar_feed.token": feed.token,
        "arrive.token": printed_code(chapter).token,
        "visit.token": invite.rstrip("/").rpartition("/")[2],
        "my_visit.token": visit_address(chapter, visit.pk).rstrip("/").rpartition("/")[2],
        "screen.token": screen_path(chapter, meeting_day).rstrip("/").rpartition("/")[2],
        "item": AgendaItem.objects.create(chapter=chapter, position=0, kind="welcome", title="Welcome", minutes=5).pk,
        "cant_come.token": cant_come.rstrip("/").rpartition("/")[2],
        "unsubscribe.token": unsubscribe_address(notice).rstrip("/").rpartition("/")[2],
        **_talks(world),
        "prospect.token": prospect_path(slip).rstrip("/").rpartition("/")[2],
        **_bonds(world, slip),
        **_mail(world, slip),
        **_disputes(world),
        "slip": slip.uuid,
        "uuid": slip.uuid,
        "report": report.pk,
        "date": meeting.date,
        "day": meeting.date,
        "mark": factories.MarkFactory(chapter=chapter, meeting=meeting, member=member).pk,
        "visit": visit.pk,
        "one_to_one": one_to_one.uuid,
        "key": one_to_one.uuid,
        "thank_you": thank_you.uuid,
        "flag": flag.pk,
        "sign": "no_one_to_one",
        "aside": aside.pk,
        **_seat_review(world, flag),
        "founded": chapter.slug,
        "upload": Upload.objects.create(
            chapter=chapter, kind="roster", name="list.csv", content=b"Name;E-mail\n", by=president, at=now()
        ).pk,
        "rule": "attendance",
    }


def _seat_review(world: World, flag: Any) -> dict[str, Any]:
    """What is said, noted, planned and voted on about a flagged seat."""
    chapter, president = world.chapter, world.president
    review = SeatReview.objects.create(chapter=chapter, flag=flag, state="voting", check_on="2030-01-01")
    words = {"chapter": chapter, "review": review, "writer": president, "written_at": now()}
    note = OwnNote.objects.create(uuid=uuid.uuid4(), text="a word with her mentor", **words)
    step = PlanStep.objects.create(
        chapter=chapter,
        review=review,
        uuid=uuid.uuid4(),
        what="come to the next four",
        by_day="2030-01-01",
        who_helps="mentor",
        added_by=president,
        added_at=now(),
    )
    decision = Decision.objects.create(
        chapter=chapter,
        review=review,
        kind="open_seat",
        proposed_by=president,
        proposed_at=now(),
        reason="We tried.",
        effective_on="2030-01-01",
        evidence=as_it_stands(chapter, flag.member_id, at=now()),
    )
    return {"remove_own_note.note": note.pk, "step": step.pk, "decision": decision.pk}


def _talks(world: World) -> dict[str, Any]:
    """A one-to-one that two of the chapter plan, and a note of one of them."""
    chapter, member, president = world.chapter, world.member, world.president
    appointment = factories.AppointmentFactory(chapter=chapter, proposer=member, other=president, turn_of=president)
    note = PairNote.objects.create(
        chapter=chapter, writer=member, other=president, text="likes early hours", written_at=now()
    )
    plan = MonthPlan.objects.create(chapter=chapter, month=chapter.today(now()).replace(day=1), made_at=now())
    two = sorted((member.pk, president.pk))
    pair = PlannedPair.objects.create(chapter=chapter, plan=plan, a_id=two[0], b_id=two[1])
    return {"appointment": appointment.uuid, "note": note.pk, "plan": plan.pk, "pair": pair.pk}


def _bonds(world: World, slip: Any) -> dict[str, Any]:
    """What the two do together about what went between them."""
    chapter, member, president = world.chapter, world.member, world.president
    first, second = sorted((member, president), key=lambda one: one.pk)
    review = LookBack.objects.create(chapter=chapter, a=first, b=second, opened_by=president, opened_at=now())
    LookBackItem.objects.create(chapter=chapter, look_back=review, slip=slip, position=1)
    joint = JointMeeting.objects.create(
        chapter=chapter, slip=slip, planned_by=member, partner=president, starts_at=now(), planned_at=now()
    )
    return {"look_back": review.pk, "number": 1, "joint_meeting": joint.pk}


def _asks(world: World) -> dict[str, Any]:
    """An ask of the president's that the member answered, in the network too, and somebody in the member's book."""
    chapter, member = world.chapter, world.member
    ask = factories.AskFactory(chapter=chapter, asker=world.president)
    put_out(ask=ask, at=now())
    answer = factories.AnswerFactory(chapter=chapter, ask=ask, answerer=member)
    trusted = factories.TrustedPersonFactory(chapter=chapter, owner=member)
    return {
        "ask": ask.uuid,
        "answer": answer.uuid,
        "trusted": trusted.uuid,
        "network_ask": ask.in_network.get().key,
    }


def _disputes(world: World) -> dict[str, Any]:
    """A held meeting and a slip marked as no use, of the member's, who says that the mark is not right."""
    chapter, member = world.chapter, world.member
    held = factories.MeetingFactory(chapter=chapter, date="2026-02-24", status="held")
    lead = {"chapter": chapter, "kind": "lead", "receiver": None, "giver": member}
    bad = factories.SlipFactory(**lead, given_at=now() - timedelta(days=9), bad_at=now(), stage="bad")
    row = {"chapter": chapter, "member": member, "raised_at": now(), "why": "I was there."}
    dispute = Dispute.objects.create(**row, what="mark", day=held.date, mark="present")
    return {"dispute": dispute.pk, "dispute_mark.day": date(2026, 2, 24), "dispute_bad_mark.uuid": bad.uuid}


def _mail(world: World, slip: Any) -> dict[str, Any]:
    """A mail of a member's with a draft in it, and a word on a slip that came by mail."""
    chapter, member, president = world.chapter, world.member, world.president
    row = {"chapter": chapter, "member": member, "received_at": now(), "try_at": now(), "size": 4, "raw": b"mail"}
    recipient = f"{chapter.slug}@in.chapterhouse.example"
    mail = InboundMessage.objects.create(digest="a" * 64, recipient=recipient, state="drafts", **row)
    answer = InboundMessage.objects.create(digest="b" * 64, recipient=recipient, state="passed_on", **row)
    draft = Draft.objects.create(chapter=chapter, message=mail, number=0, uuid=uuid.uuid4(), need="The bakery: an oven")
    word = Word.objects.create(
        chapter=chapter, message=answer, slip=slip, by=member, to=president, at=now(), text="I called them."
    )
    token = sent_mail_path(chapter, mail.pk).rstrip("/").rpartition("/")[2]
    return {"draft": draft.pk, "word": word.pk, "sent_mail.token": token}


def fingerprint(chapter: Chapter) -> dict[str, str]:
    """A digest of every table's rows in a chapter: what an attack from outside must leave as it was."""
    with chapter_scope(chapter.pk), connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'chapter_id'"
            " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1"
        )
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM \"{table}\" t"
                " WHERE chapter_id = %s",
                [chapter.pk],
            )
            found[table] = cursor.fetchone()[0]
        return found
