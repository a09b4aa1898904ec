"""Requests that collide, take too long, come from elsewhere or are far too large: F12, F20, F21, F39, F40, F41, F47."""

import threading
import time

import pytest
from django.core import mail
from django.core.handlers.exception import convert_exception_to_response
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

from chapters.middleware import ScopeMiddleware
from chapters.models import Network
from chapters.scope import chapter_scope, named_chapters
from tests import factories

committing = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
each = pytest.mark.parametrize

HOSTILE_NEXT = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "http:///evil.example",
    "\thttps://evil.example",
    "//localhost@evil.example",
    "https://localhost:8000@evil.example/",
    "javascript:alert(1)",
    "/\t/evil.example",
]


def answer_with(view, *, tries=1):
    """The middleware around a view, as the server has it."""

    def inner(request):
        request.tries = getattr(request, "tries", 0) + 1
        try:
            return view(request)
        except Exception as error:
            return middleware.process_exception(request, error) or HttpResponse(status=500)

    middleware = ScopeMiddleware(inner)
    return middleware


@committing
def test_f12_two_requests_that_lock_in_opposite_order_are_both_answered():
    first, second = Network.objects.create(slug="a", name="A"), Network.objects.create(slug="b", name="B")
    both_hold_one = threading.Barrier(2, timeout=5)
    statuses: dict[str, int] = {}

    def rename(name, order):
        def view(request):
            Network.objects.filter(pk=order[0].pk).update(name=name)
            if request.tries == 1:
                both_hold_one.wait()
            Network.objects.filter(pk=order[1].pk).update(name=name)
            return HttpResponse()

        statuses[name] = answer_with(view)(RequestFactory().post("/")).status_code
        connection.close()

    threads = [
        threading.Thread(target=rename, args=("one", [first, second])),
        threading.Thread(target=rename, args=("two", [second, first])),
    ]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == {"one": 200, "two": 200}
    assert time.monotonic() - began < 10
    assert len(set(Network.objects.values_list("name", flat=True))) == 1


@committing
def test_f04_a_request_that_waits_too_long_for_another_is_asked_to_come_back():
    network = Network.objects.create(slug="a", name="A")
    holding, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            Network.objects.filter(pk=network.pk).update(name="held")
            holding.set()
            done.wait(10)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    holding.wait(5)

    def view(request):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
        Network.objects.filter(pk=network.pk).update(name="mine")
        return HttpResponse()

    answer = answer_with(view)(RequestFactory().post("/"))
    done.set()
    thread.join()
    assert answer.status_code == 409
    assert answer.headers["Retry-After"] == "1"
    assert Network.objects.get(pk=network.pk).name == "held"


@committing
def test_f21_a_query_that_takes_too_long_is_cancelled_and_the_next_request_has_no_chapter():
    chapter = factories.ChapterFactory(slug="riverside")

    def view(request):
        middleware.process_view(request, view, (), {"chapter": "riverside"})
        Network.objects.filter(pk=chapter.network_id).update(name="half done")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '100ms'")
            cursor.execute("SELECT pg_sleep(3)")
        return HttpResponse()

    middleware = answer_with(view)
    answer = middleware(RequestFactory().get("/c/riverside/"))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "1"
    assert b"Traceback" not in answer.content
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.chapter_ids', true), '')")
        assert cursor.fetchone()[0] == ""
    assert named_chapters() == ()
    assert Network.objects.get(pk=chapter.network_id).name != "half done"


@committing
@each("where", ["in the view", "before the view", "after the view"])
def test_f20_a_request_that_loses_the_database_is_answered_503_and_the_next_one_is_well(where):
    network = Network.objects.create(slug="a", name="A")

    def hang_up():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    def view(request):
        Network.objects.filter(pk=network.pk).update(name="half done")
        if where == "in the view":
            hang_up()
        return HttpResponse()

    def around(request):
        if where == "before the view":
            hang_up()
        answer = answer_in(request)
        if where == "after the view":
            hang_up()
        return answer

    answer_in = answer_with(view).get_response
    answer = ScopeMiddleware(convert_exception_to_response(around))(RequestFactory().get("/"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert b"One moment, please" in answer.content
    connection.close_if_unusable_or_obsolete()
    assert Network.objects.get(pk=network.pk).name == "A"
    assert answer_with(lambda _request: HttpResponse())(RequestFactory().get("/")).status_code == 200


def test_f21_every_connection_gives_up_after_five_seconds(db):
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone()[0] == "5s"


@each(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Referer": "https://evil.example/"},
        {},
    ],
)
def test_f39_an_unsafe_request_from_elsewhere_or_without_a_token_has_no_effect(chapter, officer, headers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer.user)
    form = {"first_day": "2026-12-21", "last_day": "2026-12-28"}
    answer = client.post("/c/riverside/set-up/recesses/", form, headers=headers)
    assert answer.status_code == 403
    assert chapter.recesses.count() == 0


def test_f39_the_same_request_from_the_page_itself_is_done(chapter, officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer.user)
    page = client.get("/c/riverside/set-up/recesses/")
    token = page.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    form = {"first_day": "2026-12-21", "last_day": "2026-12-28", "csrfmiddlewaretoken": token}
    assert (
        client.post("/c/riverside/set-up/recesses/", form, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302
    )
    assert chapter.recesses.count() == 1


@each("headers", [{"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}])
def test_f40_no_mail_carries_a_host_that_a_request_named(member, headers):
    answer = Client().post("/accounts/password/reset/", {"email": member.email}, headers=headers)
    assert answer.status_code in {302, 400}
    assert not any("evil.example" in message.body for message in mail.outbox)
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(string_agg(text, ' '), '') FROM notices_letter")
        assert "evil.example" not in cursor.fetchone()[0]


@each("target", HOSTILE_NEXT)
def test_f41_whatever_next_says_signing_in_stays_here(member, target):
    member.user.set_password("a long enough word")
    member.user.save()
    form = {"login": member.email, "password": "a long enough word", "next": target}
    answer = Client().post("/accounts/login/", form)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"


def test_f47_a_field_of_ten_megabytes_is_refused(chapter, officer, sign_in):
    form = {"first_day": "2026-12-21", "last_day": "2026-12-28", "reason": "x" * 10_000_000}
    answer = sign_in(officer).post("/c/riverside/set-up/recesses/", form)
    assert 400 <= answer.status_code < 500
    urlencoded = "reason=" + "x" * 10_000_000
    answer = sign_in(officer).post(
        "/c/riverside/set-up/recesses/", urlencoded, content_type="application/x-www-form-urlencoded"
    )
    assert 400 <= answer.status_code < 500
    assert chapter.recesses.count() == 0


def test_f47_ten_thousand_fields_are_refused(officer, sign_in):
    form = {f"field-{number}": "x" for number in range(10_000)}
    assert sign_in(officer).post("/c/riverside/set-up/recesses/", form).status_code == 400


@each("statement", ["chapters.middleware.FIND_AND_NAME", "members.middleware.WHO_IS_THIS"])
@committing
def test_f20_a_server_that_says_goodbye_while_the_place_is_looked_up_is_a_503(client, monkeypatch, statement):
    """Its word is read before the line is seen to be cut: it still seems open."""
    with transaction.atomic():
        found = factories.ChapterFactory(slug="riverside")
        with chapter_scope(found.pk):
            client.force_login(factories.MemberFactory(chapter=found).user)
    goodbye = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '57P01'; END $$"  # the parameters are not looked at
    monkeypatch.setattr(statement, goodbye)
    answer = client.get("/c/riverside/meeting/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert "One moment, please" in answer.text
