import pytest

from chapters.models import Rules
from chapters.rules import RULE_RANGES
from standing.presets import PRESETS
from tests.factories import MemberFactory
from tests.standing.pages import MOST_BYTES, MOST_STATEMENTS, grow, held_meetings, leads, statements_of, weight_of

RULES = "/c/riverside/set-up/rules/"
PRESET_PAGE = f"{RULES}presets/"

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_a_preset_sets_what_is_a_rule_within_its_range(preset):
    for key, value in preset.sets.items():
        lowest, highest = RULE_RANGES[key]
        assert value is None or lowest <= value <= highest


def test_three_absences_of_26_are_met_four_at_risk_five_behind(chapter, officer, sign_in):
    """What the preset says of itself."""
    chapter.rules.create(effective_from="2025-01-01", leads_per_week=0, one_to_ones_per_year=0)
    people = [MemberFactory(chapter=chapter, name=f"Absent {n}") for n in (3, 4, 5)]
    marks = zip((3, 4, 5), people, strict=True)
    held_meetings(chapter, {one: ["absent"] * n + ["present"] * (26 - n) for n, one in marks})
    preview = sign_in(officer).get(f"{RULES}?preset=absences").context["preview"]
    assert [(one.name, one.after) for one in preview.changes if one.name.startswith("Absent")] == [
        ("Absent 4", "at_risk"),
        ("Absent 5", "behind"),
    ]


def test_the_page_says_what_each_would_set_and_what_has_no_rule(chapter, officer, sign_in):
    chapter.rules.create(effective_from="2026-01-01", leads_per_week=3)
    answer = sign_in(officer).get(PRESET_PAGE)
    (share, sets), *_others = answer.context["presets"]
    assert share.key == "share"
    assert [(one.name, one.value, one.before) for one in sets if one.before] == [
        ("Good leads and referrals a week", "2", "3")
    ]
    text = answer.content.decode()
    for said in ("Lates as parts of an absence", "Visitors brought", "Business thanked: amounts are private"):
        assert said in text
    assert f'href="{RULES}?preset=lights"' in text


def test_choosing_one_fills_the_form_previews_and_stores_nothing(chapter, officer, sign_in):
    chapter.rules.create(effective_from="2026-01-01", one_to_ones_per_year=0, grace_weeks=3)
    ann = MemberFactory(chapter=chapter, name="Ann Reed")
    leads(chapter, ann, 26, each=1)
    held_meetings(chapter, {ann: ["present"] * 10})
    client = sign_in(officer)
    answer = client.get(f"{RULES}?preset=lights")
    assert answer.status_code == 200
    assert "Filled in from “Traffic lights”. Nothing is set yet." in answer.content.decode()
    cleaned = answer.context["form"].cleaned_data
    assert (cleaned["attendance_percent"], cleaned["leads_per_week"]) == (95, 1)
    assert (cleaned["one_to_ones_per_year"], cleaned["grace_weeks"]) == (0, 3)
    preview = answer.context["preview"]
    (ann,) = preview.changes
    assert (ann.name, ann.before, ann.after) == ("Ann Reed", "behind", "met")
    assert [(rule.name, rule.before, rule.after) for rule in ann.rules] == [("Leads and referrals", "behind", "met")]
    assert {word: (now, then) for word, now, then in preview.counts} == {
        "behind": (2, 1), "at_risk": (0, 0), "settling_in": (0, 0), "met": (0, 1),
    }  # fmt: skip
    assert Rules.objects.in_chapter(chapter).count() == 1


def test_what_a_preset_previewed_is_set_by_pressing_so_and_only_as_previewed(chapter, officer, sign_in):
    client = sign_in(officer)
    context = client.get(f"{RULES}?preset=absences").context
    typed = {key: "" if value is None else str(value) for key, value in context["form"].cleaned_data.items()}
    other = client.post(RULES, typed | {"grace_weeks": "1", "save": "1", "previewed": context["previewed"]})
    assert (other.status_code, Rules.objects.in_chapter(chapter).count()) == (200, 0)
    answer = client.post(f"{RULES}?preset=absences", typed | {"save": "1", "previewed": context["previewed"]})
    assert (answer.status_code, answer.url) == (302, RULES)
    stored = Rules.objects.in_chapter(chapter).get()
    assert (stored.attendance_percent, stored.max_substitutes) == (88, 3)


def test_any_number_of_substitutes_is_an_empty_field(chapter, officer, sign_in):
    chapter.rules.create(effective_from="2026-01-01", max_substitutes=4)
    form = sign_in(officer).get(f"{RULES}?preset=share").context["form"]
    assert form.cleaned_data["max_substitutes"] is None
    assert form["max_substitutes"].value() == ""


def test_an_unknown_preset_is_the_form_as_it_opens(officer, sign_in):
    answer = sign_in(officer).get(f"{RULES}?preset=nonsense")
    assert answer.status_code == 200
    assert not answer.context["form"].is_bound


def test_only_the_president_sees_them(chapter, member, vice_president, secretary, officer, stranger, sign_in):
    for person in (member, vice_president, secretary):
        client = sign_in(person)
        assert client.get(PRESET_PAGE).status_code == 403
        assert client.get(f"{RULES}?preset=lights").status_code == 403
    assert sign_in(stranger).get(PRESET_PAGE).status_code == 404
    assert sign_in(officer).get(PRESET_PAGE).status_code == 200


def test_it_is_few_statements_and_light(chapter, officer, sign_in):
    client = sign_in(officer)
    few = statements_of(client, f"{RULES}?preset=lights")
    grow(chapter, 57)
    assert statements_of(client, f"{RULES}?preset=lights") == few <= MOST_STATEMENTS
    assert statements_of(client, PRESET_PAGE) <= MOST_STATEMENTS
    assert weight_of(client, PRESET_PAGE) <= MOST_BYTES
    assert weight_of(client, f"{RULES}?preset=lights") <= MOST_BYTES
