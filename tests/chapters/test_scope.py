"""Scope: what is named, for how long, and what is refused without it."""

import threading

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from chapters.middleware import ScopeMiddleware
from chapters.models import Chapter, Recess
from chapters.scope import UnscopedQuery, chapter_scope, named_chapters, own_memberships
from members.models import Member
from referrals.models import Slip
from tests import factories

pytestmark = pytest.mark.django_db


def seen() -> set[str]:
    return set(Member.objects.across_chapters(reason="test").values_list("name", flat=True))


def setting() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.chapter_ids', true), '')")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "query",
    [
        lambda: list(Slip.objects.all()),
        lambda: Slip.objects.filter(kind="lead").count(),
        lambda: Slip.objects.exists(),
        lambda: Slip.objects.first(),
        lambda: Slip.objects.filter(kind="lead").update(need=""),
        lambda: Slip.objects.all().delete(),
        lambda: list(Slip.objects.values_list("pk")),
        lambda: list(Slip.objects.order_by("pk").iterator()),
        lambda: Slip.objects.in_bulk([1]),
        lambda: list(Member.objects.across_chapters(reason="outer").filter(pk__in=Slip.objects.values("giver"))),
    ],
)
def test_a_query_that_names_no_chapter_is_refused(chapter, query):
    with pytest.raises(UnscopedQuery, match=r"in_chapter"):
        query()


def test_a_query_that_names_its_chapter_is_answered(chapter, member):
    assert Member.objects.in_chapter(chapter).get() == member
    assert chapter.members.get() == member
    assert member.stays.count() == 1


def test_crossing_chapters_needs_a_reason(chapter):
    with pytest.raises(UnscopedQuery):
        Slip.objects.across_chapters(reason="")


def test_the_database_shows_the_named_chapter_alone_whatever_the_code_asks(member, stranger):
    assert seen() == {"Ben Whitlock"}


def test_without_a_scope_nothing_is_seen_and_nothing_written(member, other_chapter):
    with chapter_scope():
        assert seen() == set()
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Recess.objects.create(chapter=other_chapter, first_day="2026-01-01", last_day="2026-01-02")


def test_a_row_of_another_chapter_cannot_be_written_or_moved(member, other_chapter):
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        factories.CategoryFactory(chapter=other_chapter)
    with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
        Member.objects.across_chapters(reason="test").update(chapter=other_chapter)


def test_another_chapters_row_cannot_be_referred_to(chapter, member, officer, stranger, other_chapter):
    with pytest.raises(IntegrityError, match="referrals_slip_receiver_key"), transaction.atomic():
        factories.SlipFactory(chapter=chapter, giver=member, receiver=stranger)
    factories.SlipFactory(chapter=chapter, giver=member, receiver=officer)


def test_a_nested_scope_gives_the_outer_one_back(chapter, other_chapter, member, stranger):
    with chapter_scope(other_chapter.pk):
        assert seen() == {"Hana Sato"}
        assert named_chapters() == (other_chapter.pk,)
    assert seen() == {"Ben Whitlock"}


def test_a_nested_scope_that_fails_gives_the_outer_one_back(chapter, other_chapter, member, stranger):
    with pytest.raises(ValueError, match="on the way"), chapter_scope(other_chapter.pk):
        raise ValueError("on the way")
    assert seen() == {"Ben Whitlock"}
    assert named_chapters() == (chapter.pk,)


def test_a_savepoint_inside_a_scope_that_is_undone_leaves_it_named(member):
    with pytest.raises(ValueError, match="undone"), transaction.atomic():
        raise ValueError("undone")
    assert seen() == {"Ben Whitlock"}


def test_own_memberships_are_read_across_chapters_and_only_ones_own(member, stranger, other_chapter):
    with chapter_scope(), own_memberships(stranger.user_id):
        assert seen() == {"Hana Sato"}
        assert Member.objects.across_chapters(reason="test").update(name="Changed") == 0
    with chapter_scope():
        assert seen() == set()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
class TestConnections:
    """With real transactions: what a pooled connection carries from one use to the next."""

    def test_nothing_is_named_on_the_connection_afterwards(self):
        chapter = factories.ChapterFactory()
        with chapter_scope(chapter.pk):
            assert setting() == str(chapter.pk)
        assert setting() == ""

    def test_nothing_is_named_after_a_failure(self):
        chapter = factories.ChapterFactory()
        with pytest.raises(ValueError, match="x"), chapter_scope(chapter.pk):
            raise ValueError("x")
        assert setting() == ""

    def test_another_thread_has_no_chapter(self):
        chapter = factories.ChapterFactory()
        heard = []

        def listen():
            heard.append((named_chapters(), setting()))
            connection.close()

        with chapter_scope(chapter.pk):
            thread = threading.Thread(target=listen)
            thread.start()
            thread.join()
        assert heard == [((), "")]

    def request(self, view, slug):
        def answer(request):
            middleware.process_view(request, view, (), {"chapter": slug})
            return view(request)

        middleware = ScopeMiddleware(answer)
        return middleware(RequestFactory().get("/"))

    def make_member(self) -> Chapter:
        chapter = factories.ChapterFactory(slug="riverside")
        with chapter_scope(chapter.pk):
            factories.MemberFactory(chapter=chapter, name="Ben Whitlock", stay=False)
        return chapter

    def test_a_request_names_its_chapter_and_nothing_is_named_after_it(self):
        self.make_member()
        answer = self.request(lambda request: HttpResponse(",".join(seen())), "riverside")
        assert answer.content == b"Ben Whitlock"
        assert setting() == ""
        assert named_chapters() == ()

    def test_a_response_that_streams_sees_nothing_once_the_request_is_over(self):
        self.make_member()
        view = lambda request: StreamingHttpResponse(name for name in seen() or {"nobody"})  # noqa: E731
        lazily = lambda request: StreamingHttpResponse(  # noqa: E731
            name for _ in (1,) for name in (seen() or {"nobody"})
        )
        assert list(self.request(view, "riverside")) == [b"Ben Whitlock"]
        assert list(self.request(lazily, "riverside")) == [b"nobody"]

    def test_an_answer_that_failed_is_undone(self):
        chapter = self.make_member()

        def view(request):
            Member.objects.in_chapter(chapter).update(name="Changed")
            return HttpResponse(status=500)

        self.request(view, "riverside")
        with chapter_scope(chapter.pk):
            assert seen() == {"Ben Whitlock"}


def test_f32_a_shell_or_a_task_that_names_no_chapter_gets_an_error_or_nothing(member):
    with chapter_scope():
        with pytest.raises(UnscopedQuery):
            Member.objects.get()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM members_member")
            assert cursor.fetchone() == (0,)
            cursor.execute("UPDATE members_member SET name = 'Changed'")
            assert cursor.rowcount == 0
    assert member.stays.count() == 1
