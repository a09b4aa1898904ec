"""The door between a network's chapters: what goes out, what comes in, and that nothing else does."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from chapters.clock import now
from chapters.models import Chapter
from chapters.scope import chapter_scope, named_chapters
from members.models import Member, Stay
from notices import kinds
from notices.models import Notice
from referrals.actions.door import asks_nearby, put_out
from referrals.models import Answer, AnsweredNearby, Ask, NearbyAnswer, NetworkAsk, Slip
from referrals.resting import wipe_old
from tests import factories

NETWORK = "/c/lakeside/asks/network/"


@pytest.fixture
def ask(chapter, member):
    """An ask of Ben's, put to the network."""
    found = factories.AskFactory(chapter=chapter, asker=member, text="… lays floors?")
    put_out(ask=found, at=now())
    return found


@pytest.fixture
def page(ask):
    """Where Lakeside reads it."""
    return f"{NETWORK}{ask.in_network.get().key}/"


@pytest.fixture
def upstream(chapter):
    """A member of a chapter in another network."""
    network = factories.NetworkFactory(slug="upstream", name="Upstream")
    elsewhere = factories.ChapterFactory(slug="elsewhere", network=network)
    with chapter_scope(elsewhere.pk):
        return factories.MemberFactory(chapter=elsewhere)


def typed(**changes):
    """An answer from Lakeside."""
    return {"uuid": str(uuid.uuid4()), "words": "My cousin does.", "email": "hana@home.example"} | changes


def everything_of(chapter):
    """Each table's rows that a page of another chapter can read of this one's."""
    tables: tuple = (Ask, Answer, AnsweredNearby, NearbyAnswer, NetworkAsk, Slip, Member, Stay, Notice)
    return {model.__name__: model.objects.in_chapter(chapter).count() for model in tables}


def test_out_goes_the_ask_its_authors_name_and_the_chapter_and_no_other_row(chapter, member, receiver, ask, stranger):
    factories.AnswerFactory(chapter=chapter, ask=ask, answerer=receiver)
    factories.SlipFactory(chapter=chapter, giver=member, receiver=receiver)
    factories.AskFactory(chapter=chapter, asker=member, text="… for us alone?")
    assert all(everything_of(chapter)[name] for name in ("Ask", "Answer", "NetworkAsk", "Slip", "Member", "Stay"))
    with chapter_scope(stranger.chapter_id):
        assert {name for name, count in everything_of(chapter).items() if count} == {"NetworkAsk"}
        (put,) = asks_nearby(stranger.chapter, now())
    columns = {field.name for field in NetworkAsk._meta.concrete_fields}
    assert columns == {"id", "chapter", "ask", "key", "author", "text", "need_by", "closes_at", "put_at"}
    assert (put.author, put.text, put.chapter) == ("Ben Whitlock", "… lays floors?", chapter)


def test_a_neighbours_page_shows_that_and_nothing_else(ask, member, stranger, page, sign_in):
    client = sign_in(stranger)
    for path in (NETWORK, page):
        shown = client.get(path).content.decode()
        assert "… lays floors?" in shown
        assert "Ben Whitlock" in shown
        assert "Riverside" in shown
        assert not [word for word in (member.email, str(ask.uuid), "/c/riverside/") if word in shown]


def test_another_network_reads_nothing(ask, upstream, stranger, page, sign_in):
    client = sign_in(upstream)
    path = page.replace("lakeside", "elsewhere")
    foreign = client.get(path)
    missing = client.get(f"/c/elsewhere/asks/network/{uuid.uuid4()}/")
    assert (foreign.status_code, foreign.content) == (404, missing.content)
    assert client.post(path, typed()).status_code == 404
    assert not client.get("/c/elsewhere/asks/network/").context["lines"]
    with chapter_scope(upstream.chapter_id):
        assert not NetworkAsk.objects.across_chapters(reason="a test").exists()
    assert sign_in(stranger).get(page).status_code == 200


def test_a_neighbour_reads_but_never_writes(ask, stranger):
    with chapter_scope(stranger.chapter_id):
        reached = NetworkAsk.objects.across_chapters(reason="a test")
        assert reached.count() == 1
        assert reached.update(text="changed") == 0
        assert reached.delete()[0] == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            NetworkAsk.objects.bulk_create(
                [
                    NetworkAsk(
                        chapter=ask.chapter, ask=ask, author="Eve", text="…", need_by="2030-01-01",
                        closes_at=now(), put_at=now(),
                    )
                ]
            )  # fmt: skip
    assert NetworkAsk.objects.in_chapter(ask.chapter).get().text == "… lays floors?"


def test_leaving_the_network_closes_the_door_both_ways(chapter, ask, stranger, page, sign_in, upstream):
    client = sign_in(stranger)
    assert client.get(page).status_code == 200
    Chapter.objects.filter(pk=chapter.pk).update(network=upstream.chapter.network)
    assert client.get(page).status_code == 404
    assert client.post(page, typed()).status_code == 404
    assert not NearbyAnswer.objects.in_chapter(chapter).exists()


def test_in_comes_an_answer_for_the_asker_alone_who_is_told_once(
    chapter, member, officer, receiver, stranger, ask, page, sign_in
):
    data = typed()
    for _ in range(2):
        answer = sign_in(stranger).post(page, data)
        assert (answer.status_code, answer.url) == (303, NETWORK)
    assert sign_in(stranger).post(page, data | {"words": "else"}).status_code == 422
    stored = NearbyAnswer.objects.in_chapter(chapter).get()
    assert (stored.name, stored.from_chapter, stored.words, stored.email) == (
        "Hana Sato",
        "Lakeside",
        "My cousin does.",
        "hana@home.example",
    )
    notice = Notice.objects.in_chapter(chapter).get()
    assert (notice.kind, notice.email) == ("ask_answered_nearby", member.email)
    mail = kinds.find(notice.kind).kind.render(notice)
    assert mail.subject == "Hana Sato of Lakeside answers your ask"
    assert "hana@home.example" not in mail.text
    for reader, reads in ((member, True), (officer, False), (receiver, False)):
        shown = sign_in(reader).get(f"/c/riverside/asks/{ask.uuid}/").content.decode()
        assert ("hana@home.example" in shown) is reads
    with chapter_scope(stranger.chapter_id):
        assert not NearbyAnswer.objects.in_chapter(chapter).exists()
        assert not NearbyAnswer.objects.in_chapter(stranger.chapter_id).exists()
        assert not Notice.objects.in_chapter(stranger.chapter_id).exists()


def test_its_writer_finds_what_they_answered_on_its_page_and_nobody_else_does(
    chapter, member, stranger, ask, page, sign_in
):
    client, colleague = sign_in(stranger), None
    with chapter_scope(stranger.chapter_id):
        colleague = factories.MemberFactory(chapter=stranger.chapter)
    assert "You answered" not in client.get(page).content.decode()
    data = typed()
    for _ in range(2):
        client.post(page, data)
    shown = client.get(page)
    assert [one.words for _when, one in shown.context["said"]] == ["My cousin does."]
    assert "You answered" in shown.content.decode()
    assert "My cousin does." not in sign_in(colleague).get(page).content.decode()
    assert not AnsweredNearby.objects.in_chapter(chapter).exists()
    assert not AnsweredNearby.objects.in_chapter(stranger.chapter_id).exists(), "Riverside reads none of Lakeside’s"
    with chapter_scope(stranger.chapter_id):
        kept = AnsweredNearby.objects.in_chapter(stranger.chapter_id)
        wipe_old(stranger.chapter, kept.get().at + timedelta(days=89))
        assert kept.exists()
        wipe_old(stranger.chapter, kept.get().at + timedelta(days=90))
        assert not kept.exists()


def test_what_was_not_handed_over_is_not_kept_as_said(chapter, member, stranger, page, sign_in):
    client = sign_in(stranger)
    Stay.objects.in_chapter(chapter).filter(member=member).update(left_on=chapter.today(now()))
    client.post(page, typed())
    with chapter_scope(stranger.chapter_id):
        assert not AnsweredNearby.objects.in_chapter(stranger.chapter_id).exists()


def test_the_scope_is_the_readers_own_again_after_the_door(chapter, stranger, ask, page, sign_in):
    before = named_chapters()
    sign_in(stranger).post(page, typed())
    assert named_chapters() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.chapter_ids')")
        assert cursor.fetchone() == (str(chapter.pk),)


@pytest.mark.parametrize("wrong", [{"words": ""}, {"words": "Ring Jo, 07700 900123"}, {"email": "nonsense"}])
def test_an_answer_has_words_and_nobody_elses_details(chapter, stranger, page, sign_in, wrong):
    """F55."""
    assert sign_in(stranger).post(page, typed(**wrong)).status_code == 422
    assert not NearbyAnswer.objects.in_chapter(chapter).exists()
    assert sign_in(stranger).post(page, typed(email="")).status_code == 303


def test_extra_fields_say_nothing(chapter, stranger, page, sign_in):
    """F33: whose name goes over is not typed."""
    sign_in(stranger).post(page, typed(name="Eve", from_chapter="Riverside", chapter=chapter.pk, ask=1))
    stored = NearbyAnswer.objects.in_chapter(chapter).get()
    assert (stored.name, stored.from_chapter) == ("Hana Sato", "Lakeside")


@pytest.mark.parametrize("end", ["found", "taken back", "day over", "author left"])
def test_the_network_reads_it_no_more_once_it_is_over(chapter, member, stranger, ask, page, sign_in, end):
    mine, path = sign_in(member), f"/c/riverside/asks/{ask.uuid}/"
    assert sign_in(stranger).get(page).status_code == 200
    if end == "found":
        mine.post(f"{path}end/", {"how": "found"})
    elif end == "taken back":
        mine.post(f"{path}network/", {"network": "no"})
    elif end == "day over":
        NetworkAsk.objects.in_chapter(chapter).update(closes_at=now())
    else:
        Stay.objects.in_chapter(chapter).filter(member=member).update(left_on=chapter.today(now()))
    assert sign_in(stranger).post(page, typed()).status_code == (303 if end == "author left" else 404)
    assert not NearbyAnswer.objects.in_chapter(chapter).exists()
    assert not Notice.objects.in_chapter(chapter).exists()


def test_its_author_puts_it_out_later_and_once(chapter, member, sign_in):
    ask = factories.AskFactory(chapter=chapter, asker=member)
    path = f"/c/riverside/asks/{ask.uuid}/network/"
    client = sign_in(member)
    for _ in range(2):
        assert client.post(path, {"network": "yes"}).status_code == 303
    assert NetworkAsk.objects.in_chapter(chapter).count() == 1
    ask.end("found", now())
    NetworkAsk.objects.in_chapter(chapter).delete()
    assert "This ask has ended meanwhile." in client.post(path, {"network": "yes"}, follow=True).content.decode()
    assert not NetworkAsk.objects.in_chapter(chapter).exists()


def test_two_chapters_whose_devices_made_the_same_id_do_not_meet(chapter, member, stranger, ask, sign_in):
    with chapter_scope(stranger.chapter_id):
        twin = factories.AskFactory(chapter=stranger.chapter, asker=stranger, uuid=ask.uuid, text="… twins?")
        put_out(ask=twin, at=now())
        key = twin.in_network.get().key
    shown = sign_in(member).get(f"/c/riverside/asks/network/{key}/").content.decode()
    assert "… twins?" in shown
    assert "… lays floors?" not in shown
    own = sign_in(member).get(f"/c/riverside/asks/network/{ask.in_network.get().key}/")
    assert (own.status_code, own.url) == (302, f"/c/riverside/asks/{ask.uuid}/")


@pytest.mark.parametrize("many", [1, 30])
def test_it_takes_at_most_eight_statements(chapter, member, stranger, ask, page, sign_in, at_most, many):
    for number in range(many):
        put_out(ask=factories.AskFactory(chapter=chapter, asker=member, text=f"… {number}?"), at=now())
    client = sign_in(stranger)
    for path in (NETWORK, page):
        with at_most(8):
            assert client.get(path).status_code == 200


def test_it_closes_when_the_day_is_over_where_it_was_asked(chapter, ask):
    put = NetworkAsk.objects.in_chapter(chapter).get()
    assert chapter.today(put.closes_at) == ask.need_by + timedelta(days=1)
    assert chapter.today(put.closes_at - timedelta(seconds=1)) == ask.need_by
