from datetime import date

import pytest

from chapters.models import Rules, RulesEvent
from chapters.rules import RuleSet
from tests.factories import MemberFactory
from tests.standing.pages import MOST_BYTES, MOST_STATEMENTS, grow, held_meetings, leads, statements_of, weight_of

RULES = "/c/riverside/set-up/rules/"

pytestmark = pytest.mark.usefixtures("wednesday")


def typed(**changes):
    """The form as it opens, from next Monday on, with what is typed over it."""
    usual = {key: "" if value is None else value for key, value in RuleSet().as_dict().items()}
    return usual | {"effective_from": "2026-03-09"} | changes


def stored(chapter):
    return Rules.objects.in_chapter(chapter).order_by("effective_from")


@pytest.fixture
def ann(chapter):
    """Gives one lead a week, comes to everything, and is alone in a chapter without one-to-ones."""
    chapter.rules.create(effective_from=date(2026, 1, 1), one_to_ones_per_year=0)
    ann = MemberFactory(chapter=chapter, name="Ann Reed")
    leads(chapter, ann, 26, each=1)
    held_meetings(chapter, {ann: ["present"] * 10})
    return ann


def test_a_preview_says_who_would_stand_differently_and_stores_nothing(chapter, ann, officer, sign_in):
    answer = sign_in(officer).post(RULES, typed(leads_per_week="1", one_to_ones_per_year="0"))
    assert answer.status_code == 200
    changes = [(one.name, one.before, one.after) for one in answer.context["preview"].changes]
    assert changes == [("Ann Reed", "behind", "met")]
    text = answer.content.decode()
    assert text.index("Set these rules") < text.index("Look again")
    assert 'class="act"' not in text
    assert answer.context["preview"].same == 1
    assert stored(chapter).count() == 1


def test_what_was_previewed_is_saved_with_its_trail(chapter, ann, officer, sign_in):
    client = sign_in(officer)
    wanted = typed(leads_per_week="1", one_to_ones_per_year="0")
    preview = client.post(RULES, wanted)
    answer = client.post(RULES, wanted | {"save": "1", "previewed": preview.context["previewed"]})
    assert (answer.status_code, answer.url) == (302, RULES)
    latest = stored(chapter).last()
    assert (latest.effective_from, latest.leads_per_week, latest.max_substitutes) == (date(2026, 3, 9), 1, None)
    event = RulesEvent.objects.in_chapter(chapter).order_by("pgh_id").last()
    assert (event.leads_per_week, event.pgh_context["member"]) == (1, officer.pk)


def test_something_else_than_was_previewed_is_previewed_again(chapter, ann, officer, sign_in):
    client = sign_in(officer)
    seen = client.post(RULES, typed(leads_per_week="1")).context["previewed"]
    answer = client.post(RULES, typed(leads_per_week="3") | {"save": "1", "previewed": seen})
    assert answer.context["preview"]
    assert client.post(RULES, typed(leads_per_week="1") | {"save": "1"}).context["preview"]
    assert stored(chapter).count() == 1
    client.post(RULES, typed(leads_per_week="1") | {"save": "1", "previewed": seen})
    assert stored(chapter).count() == 2


@pytest.mark.parametrize(
    "wrong",
    [{"effective_from": "2026-03-03"}, {"effective_from": ""}, {"leads_per_week": "51"}, {"grace_weeks": "-1"}],
)
def test_what_cannot_be_is_said_beside_the_field(chapter, officer, wrong, sign_in):
    client = sign_in(officer)
    answer = client.post(RULES, typed(**wrong))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == wrong.keys()
    assert client.post(RULES, typed()).status_code == 200


def test_a_day_has_one_version(chapter, officer, sign_in):
    chapter.rules.create(effective_from=date(2026, 3, 9))
    client = sign_in(officer)
    seen = client.post(RULES, typed()).context["previewed"]
    answer = client.post(RULES, typed() | {"save": "1", "previewed": seen})
    assert answer.status_code == 422
    assert "There is a version of the rules from that day already." in answer.content.decode()
    assert stored(chapter).count() == 1


def test_versions_say_what_they_change_which_holds_and_which_is_to_come(chapter, officer, sign_in):
    chapter.rules.create(effective_from=date(2026, 1, 1), leads_per_week=1)
    chapter.rules.create(effective_from=date(2026, 3, 1), leads_per_week=3)
    chapter.rules.create(effective_from=date(2026, 3, 2), leads_per_week=3, grace_weeks=8)
    versions = sign_in(officer).get(RULES).context["versions"]
    assert [(one.effective_from.day, one.holds, one.to_come) for one in versions] == [
        (2, False, True),
        (1, True, False),
        (1, False, False),
    ]
    assert versions[0].changes == ["Weeks a new member settles in: 8"]


def test_a_version_to_come_can_be_taken_back_one_that_holds_cannot(chapter, officer, sign_in):
    past = chapter.rules.create(effective_from=date(2026, 3, 1))
    to_come = chapter.rules.create(effective_from=date(2026, 3, 16))
    client = sign_in(officer)
    assert client.post(f"{RULES}{past.pk}/remove/").status_code == 404
    assert client.post(f"{RULES}{to_come.pk}/remove/").status_code == 302
    assert list(stored(chapter)) == [past]


def test_only_the_president_sets_rules(chapter, member, vice_president, secretary, officer, sign_in):
    to_come = chapter.rules.create(effective_from=date(2026, 3, 16))
    for person in (member, vice_president, secretary):
        client = sign_in(person)
        assert client.get(RULES).status_code == 403
        assert client.post(RULES, typed()).status_code == 403
        assert client.post(f"{RULES}{to_come.pk}/remove/").status_code == 403
    assert sign_in(officer).get(RULES).status_code == 200
    assert stored(chapter).count() == 1


def test_a_preview_is_as_many_statements_for_three_members_as_for_sixty(chapter, officer, sign_in):
    client = sign_in(officer)
    few = statements_of(client, RULES, typed(leads_per_week="1"))
    grow(chapter, 57)
    assert statements_of(client, RULES, typed(leads_per_week="1")) == few <= MOST_STATEMENTS
    assert statements_of(client, RULES) <= MOST_STATEMENTS
    assert weight_of(client, RULES) <= MOST_BYTES
