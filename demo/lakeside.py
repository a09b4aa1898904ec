"""The demo's second chapter: small, young, invented from a fixed seed."""

import uuid
from datetime import date, datetime, time, timedelta
from random import Random

from chapters.values import Week
from demo.tables import Row, Tables
from demo.this_week import FORM

SEED = 7
WEEKS = 30
PEOPLE = [
    ("Hana Sato", "Sato Patisserie", "Baker"),
    ("Piotr Lis", "Lis Windows", "Glazier"),
    ("Maeve Byrne", "Byrne Accounts", "Accountant"),
    ("Tom Okafor", "Okafor Motors", "Mechanic"),
    ("Lena Fischer", "Fischer Optics", "Optician"),
    ("Raj Malhotra", "Malhotra Law", "Solicitor"),
    ("Ciara Walsh", "Walsh Gardens", "Landscape gardener"),
    ("Nuno Reis", "Reis Electrical", "Electrician"),
    ("Ada Lind", "Lind Studio", "Web designer"),
    ("Omar Haddou", "Haddou Cleaning", "Cleaner"),
    ("Freya Quinn", "Quinn Physio", "Physiotherapist"),
    ("Joe Brennan", "Brennan Homes", "Estate agent"),
]
ROLES = {0: "president", 1: "vice_president", 2: "treasurer", 3: "secretary"}
NEEDS = ["a cake for sixty", "new shop window", "books behind by a year", "van for deliveries", "site that sells"]
PROSPECTS = ["Sean Doyle", "Ines Moreau", "Karl Berg", "Aoife Kelly", "Yuki Mori", "Paul Marsh"]
MARKS = ["present"] * 16 + ["substitute"] * 2 + ["late", "absent", "absent_notified"]


def email(person: tuple[str, str, str]) -> str:
    """A member's invented address."""
    return person[0].lower().replace(" ", ".") + "@lakeside.example"


def tables(today: date) -> Tables:
    """Thirty weeks of a chapter of twelve that end last week."""
    chance = Random(SEED)  # noqa: S311  # believable, not secret
    this_week = Week.of(today)
    weeks = [this_week.plus(-n) for n in range(WEEKS, 0, -1)]
    first = weeks[0].monday
    return {
        "chapter.csv": [_chapter(first)],
        "rules.csv": [{"effective_from": first.isoformat(), "leads_per_week": "1"}],
        "members.csv": [_member(number, first) for number in range(len(PEOPLE))],
        "meetings.csv": [{"date": _thursday(week), "status": "held", "note": ""} for week in weeks],
        "attendance.csv": [
            {"date": _thursday(week), "email": email(one), "mark": chance.choice(MARKS), "substitute": ""}
            for week in weeks
            for one in PEOPLE
        ],
        "slips.csv": [_slip(chance, week) for week in weeks for _ in range(chance.randint(9, 22))],
        "one_to_ones.csv": _one_to_ones(chance, weeks),
    }


def _thursday(week: Week) -> str:
    return (week.monday + timedelta(days=3)).isoformat()


def _chapter(first: date) -> Row:
    return {
        "slug": "lakeside",
        "name": "Lakeside",
        "timezone": "Europe/Dublin",
        "currency": "EUR",
        "weekday": "3",
        "start_time": "07:30",
        "duration_minutes": "75",
        "place": "The Sailing Club, Lake Road",
        "online_url": "",
        "record_from": first.isoformat(),
    }


def _member(number: int, first: date) -> Row:
    name, company, category = PEOPLE[number]
    joined_on = first if number < 9 else first + timedelta(weeks=6 * (number - 8))
    return {
        "email": email(PEOPLE[number]),
        "joined_on": joined_on.isoformat(),
        "left_on": "",
        "name": name,
        "company": company,
        "phone": "",
        "category": category,
        "place": "1",
        "roles": ROLES.get(number, ""),
        "sponsor": email(PEOPLE[0]) if number else "",
    }


def _slip(chance: Random, week: Week) -> Row:
    giver, receiver = chance.sample(PEOPLE, 2)
    is_referral = chance.random() < 0.7
    hour = time(chance.randint(7, 18), chance.randint(0, 59))
    given_at = datetime.combine(week.monday + timedelta(days=chance.randint(0, 6)), hour)
    return {
        "id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        "kind": "referral" if is_referral else "lead",
        "given_at": given_at.strftime(FORM),
        "giver": email(giver),
        "receiver": email(receiver) if is_referral else "",
        "prospect": chance.choice(PROSPECTS),
        "need": chance.choice(NEEDS),
        "warmth": str(chance.randint(1, 5)) if is_referral else "",
        "inside": "no",
        "use_name": chance.choice(["yes", "ask", "no"]),
    }


def _one_to_ones(chance: Random, weeks: list[Week]) -> list[Row]:
    met: dict[tuple[str, str, str], Row] = {}
    for week in weeks:
        for _ in range(chance.randint(3, 8)):
            a, b = sorted(email(one) for one in chance.sample(PEOPLE, 2))
            day = (week.monday + timedelta(days=chance.randint(0, 4))).isoformat()
            met[day, a, b] = {"date": day, "a": a, "b": b, "n": "1", "topics": "ideal clients", "disputed": "no"}
    return list(met.values())
