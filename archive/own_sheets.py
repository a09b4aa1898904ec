"""Which rows and columns of which table are a member's own (F57), and which tables are not theirs to take.

What another person wrote for themselves alone is in neither a row nor a column. A test holds us to every table.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from members.models import Member
from reviews.models.decision import COUNTED
from reviews.states import DecisionKind

Mine = Callable[[Member], Q]


@dataclass(frozen=True)
class Sheet:
    """One file: a table, which of its rows are a member's, and the columns they get; `a__b` follows a reference."""

    table: str
    mine: Mine
    columns: tuple[str, ...]
    name: str = ""

    @property
    def file(self) -> str:
        """Its name in the archive."""
        return f"{self.name or self.table.partition('.')[2].lower()}.csv"


def one(*fields: str) -> Mine:
    """Rows that name the member in one of these fields."""

    def mine(member: Member) -> Q:
        found = Q()
        for field in fields:
            found |= Q(**{field: member})
        return found

    return mine


def with_each_other(member: Member) -> Q:
    """Notes between two: what the member wrote, and what the other shared with them."""
    return Q(writer=member) | Q(other=member, shared=True)


def by_address(member: Member) -> Q:
    """What is kept by the member's address."""
    return Q(email=member.email)


def of_user(member: Member) -> Q:
    """What is kept of the member's account."""
    return Q(user=member.user_id)


def told_of(member_field: str, told: str, answer: str) -> Mine:
    """A flag on the member's seat, or what hangs on it, once something was said to them."""

    def mine(member: Member) -> Q:
        return Q(**{member_field: member}) & (Q(**{f"{told}__isnull": False}) | ~Q(**{answer: ""}))

    return mine


def sent_to_me(member: Member) -> Q:
    """Pairs of a month's plan once it was sent: its draft is the officers'."""
    return one("a", "b")(member) & Q(plan__sent_at__isnull=False)


def decided_of_me(member: Member) -> Q:
    """Decisions about the member's seat once they were made, and their own appeals: a vote under way is not theirs."""
    return ABOUT_ME(member) & (Q(state__in=COUNTED) | Q(kind=DecisionKind.APPEAL))


ABOUT_ME = told_of("review__flag__member", "review__flag__told_at", "review__flag__answer")
ACCOUNT = "user__language", "user__last_login", "user__quiet_from", "user__quiet_until"
SLIP = "giver__name", "receiver__name", "kind", "given_at"
TWO = "a__name", "b__name"

SHEETS = (
    Sheet(
        "members.Member",
        lambda member: Q(pk=member.pk),
        ("name", "email", "company", "phone", "one_to_ones_a_month", "opened_week", *ACCOUNT),
    ),
    Sheet("members.Stay", one("member"), ("joined_on", "left_on", "seat__category__name", "sponsor__name")),
    Sheet("members.Office", one("member"), ("office", "from_day", "to_day")),
    Sheet(
        "members.Leave",
        one("member"),
        ("first_day", "last_day", "reason", "approved", "answered_by__name", "answered_at"),
    ),
    Sheet(
        "members.Profile",
        one("member"),
        ("whom_i_want_to_meet", "what_they_say", "how_to_introduce_me", "what_is_not_for_me", "whom_i_serve"),
    ),
    Sheet(
        "members.Partnership",
        one("proposer", "partner"),
        (
            *("proposer__name", "partner__name", "state", "looks_for", "can_give", "partner_looks_for"),
            *("partner_can_give", "proposed_at", "started_on", "ended_on"),
        ),
    ),
    Sheet("members.Invitation", one("member"), ("invited_by__name", "created_at", "expires_at", "accepted_at")),
    Sheet("members.Acceptance", one("stay__member"), ("version__number", "version__written_at", "at"), name="agreed"),
    Sheet("members.ExitAnswer", one("stay__member"), ("answered_at", "reasons", "words", "named"), name="why-i-left"),
    Sheet(
        "referrals.Slip",
        one("giver", "receiver"),
        (
            *(*SLIP, "prospect", "prospect_phone", "prospect_email", "need", "warmth", "inside", "use_name", "heard"),
            *("sure", "stage", "withdrawn_at", "bad_at", "bad_reason", "details_gone_at"),
        ),
    ),
    Sheet(
        "referrals.Progress",
        one("slip__giver", "slip__receiver"),
        ("slip__giver__name", "slip__receiver__name", "slip__given_at", "at", "stage", "note", "reported_by__name"),
    ),
    Sheet(
        "referrals.AskedHow", one("slip__giver", "slip__receiver"), ("slip__given_at", "by__name", "at", "way", "until")
    ),
    Sheet(
        "referrals.LeadQuestion",
        one("asker", "lead__giver"),
        ("lead__given_at", "asker__name", "kind", "words", "asked_at", "answer", "allowed", "answered_at"),
    ),
    Sheet("referrals.LeadTaking", one("member"), ("lead__giver__name", "lead__given_at", "at", "released_at")),
    Sheet(
        "referrals.ThankYou",
        one("giver", "receiver"),
        ("giver__name", "receiver__name", "at", "text", "amount", "repeat", "corrected_at"),
    ),
    Sheet("referrals.ThanksTakenBack", one("giver"), ("said_at", "amount", "taken_back_at")),
    Sheet("referrals.Ask", one("asker"), ("asked_at", "text", "need_by", "state", "ended_at")),
    Sheet(
        "referrals.Answer",
        one("answerer", "ask__asker"),
        ("ask__text", "answerer__name", "at", "words", "person", "phone", "email", "agreed_at"),
    ),
    Sheet("referrals.TrustedPerson", one("owner"), ("name", "trade", "phone", "email", "note"), name="black-book"),
    Sheet("referrals.AnsweredNearby", one("answerer"), ("author", "at", "words", "email"), name="answers-nearby"),
    Sheet("referrals.NearbyAnswer", one("ask__asker"), ("ask__text", "name", "from_chapter", "at", "words", "email")),
    Sheet(
        "referrals.Lesson",
        one("slip__giver", "slip__receiver"),
        ("slip__given_at", "kind", "better", "answer", "answered_at"),
    ),
    Sheet("referrals.HandedOn", one("slip__giver"), ("slip__receiver__name", "slip__given_at", "at")),
    Sheet("referrals.LookBack", one("a", "b"), (*TWO, "opened_by__name", "opened_at", "closed_at")),
    Sheet("referrals.LookBackAnswer", one("member"), ("item__slip__given_at", "as_good", "improve", "answered_at")),
    Sheet(
        "referrals.JointMeeting",
        one("planned_by", "partner"),
        ("planned_by__name", "partner__name", "starts_at", "place", "state", "planned_at"),
    ),
    Sheet("referrals.JointMeetingNote", one("member"), ("joint_meeting__starts_at", "said", "better", "written_at")),
    Sheet("meetings.Mark", one("member"), ("meeting__date", "mark", "substitute", "marked_at", "correction")),
    Sheet("meetings.Arrival", one("member"), ("meeting__date", "at", "state")),
    Sheet(
        "meetings.OneToOne", one("a", "b"), (*TWO, "date", "topics", "logged_by__name", "disputed", "disputed_by__name")
    ),
    Sheet(
        "meetings.Appointment",
        one("proposer", "other"),
        ("proposer__name", "other__name", "state", "starts_at", "minutes", "place", "topics", "proposed_at"),
    ),
    Sheet("meetings.AppointmentTime", one("appointment__proposer", "appointment__other"), ("by__name", "starts_at")),
    Sheet(
        "meetings.Worksheet",
        one("appointment__proposer", "appointment__other"),
        ("member__name", "appointment__starts_at", "looks_for", "last_clients", "who_i_know"),
    ),
    Sheet("meetings.PairNote", with_each_other, ("writer__name", "other__name", "shared", "text", "written_at")),
    Sheet("meetings.PlannedPair", sent_to_me, (*TWO, "plan__month", "why")),
    Sheet("meetings.Presentation", one("member"), ("date", "title", "volunteered")),
    Sheet("meetings.Passed", one("member"), ("presentation__date",)),
    Sheet("meetings.Swap", one("asked_by", "asked"), ("asked_by__name", "asked__name", "asked_at", "state")),
    Sheet(
        "meetings.Feedback",
        one("writer", "presentation__member"),
        ("writer__name", "presentation__date", "learned", "could_refer", "written_at"),
    ),
    Sheet("meetings.WeekAsk", one("member"), ("date", "text")),
    Sheet("meetings.Visit", one("invited_by", "host"), ("date", "name", "invited_by__name", "host__name", "outcome")),
    Sheet(
        "standing.Snapshot",
        one("member"),
        (
            *(
                "monday",
                "overall",
                "attendance",
                "credited",
                "counted",
                "leads",
                "given",
                "weeks",
                "one_to_ones",
                "done",
            ),
            *("required", "partner_one_to_ones", "partner_done", "partner_required"),
        ),
    ),
    Sheet(
        "standing.Flag",
        told_of("member", "told_at", "answer"),
        (
            *("seat__category__name", "opened_at", "opened_by__name", "reason", "run_from", "run_until", "answer"),
            *("answered_at", "closed_at", "closed_by__name", "closing_reason"),
        ),
    ),
    Sheet(
        "standing.Dispute",
        one("member"),
        (
            *("what", "day", "mark", "substitute", "other__name", "need", "why"),
            *("raised_at", "state", "answered_by__name", "answered_at", "answer"),
        ),
        name="second-looks",
    ),
    Sheet("reviews.Message", ABOUT_ME, ("writer__name", "written_at", "text"), name="seat-review"),
    Sheet("reviews.OwnNote", one("writer"), ("review__flag__member__name", "written_at", "text"), name="my-notes"),
    Sheet(
        "reviews.PlanStep", ABOUT_ME, ("what", "by_day", "who_helps", "helper__name", "done_at"), name="support-plan"
    ),
    Sheet("reviews.Check", ABOUT_ME, ("at", "by__name", "outcome", "words", "next_check_on"), name="checks"),
    Sheet(
        "reviews.Decision",
        decided_of_me,
        (
            *("kind", "state", "proposed_by__name", "proposed_at", "reason", "effective_on", "closed_at", "yes", "no"),
            *("appeal_until", "confirmed_by__name", "confirmed_at", "left_on", "undone_at"),
            *("undone_reason", "evidence"),
        ),
    ),
    Sheet("reviews.Ballot", one("voter"), ("decision__proposed_at", "choice", "cast_at")),
    Sheet("reviews.Recusal", one("member"), ("reason", "at")),
    Sheet("standing.OwnEstimate", one("member"), ("dues_a_year", "hours_a_month", "hour_is_worth"), name="worth"),
    Sheet("inbound.InboundMessage", one("member"), ("received_at", "subject", "state", "reason")),
    Sheet("inbound.Draft", one("message__member"), ("message__received_at", "need", "state", "settled_at")),
    Sheet("inbound.Word", one("by", "to"), ("by__name", "to__name", "at", "text")),
    Sheet("notices.Notice", by_address, ("kind", "due_at", "state", "settled_at")),
    Sheet("notices.Unsubscribed", by_address, ("kind",)),
    Sheet("notices.Device", of_user, ("added_at",)),
    Sheet("account.EmailAddress", of_user, ("email", "verified", "primary")),
    Sheet("mfa.Authenticator", of_user, ("type", "created_at", "last_used_at")),
    Sheet("usersessions.UserSession", of_user, ("created_at", "last_seen_at", "ip", "user_agent")),
)

LEFT_OUT = {
    "accounts.NetworkAdmin": "what somebody is in a network, not in the chapter",
    "archive.TakenOut": "an officer's act about the whole chapter; its members were told by mail",
    "archive.Upload": "files of the whole chapter that an officer brought",
    "inbound.MailAddress": "a secret address, which its member reads on their own page",
    "members.ContractVersion": "the chapter's; only who wrote it is named",
    "members.Hearing": "the chapter's waiting list; only who began with it is named",
    "meetings.CalendarFeed": "a secret address, which its member reads on their own page",
    "meetings.Meeting": "the chapter's; only who closed it is named",
    "meetings.MonthPlan": "the chapter's; only who made it is named",
    "meetings.Substitute": "the chapter's list of people who stand in; only who added them is named",
    "meetings.Turn": "the order of one meeting's round",
    "standing.SignSetAside": "what officers say to each other about whom to call",
    "pghistory.MiddlewareEvents": "a view of the trail",
}
"""Tables that name a member and are not taken out, with the reason. (The trail repeats rows that are: `…Event`.)"""
