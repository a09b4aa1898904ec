"""What the mail service reports: a dead address or a complaint ends mail there (F50); nobody else can report."""

import base64

import pytest
from django.test import Client

from notices.models import Bounced

SECRET = "service:secret-of-the-service"
DEAD = {"RecordType": "Bounce", "Type": "HardBounce", "Email": "Ben@riverside.example", "ID": 1, "Description": "gone"}
COMPLAINT = {"RecordType": "SpamComplaint", "Type": "SpamComplaint", "Email": "ben@riverside.example", "ID": 2}
LATE = {"RecordType": "Bounce", "Type": "Transient", "Email": "ben@riverside.example", "ID": 3}


@pytest.fixture
def _reports(settings):
    settings.MAIL_REPORTS = "postmark"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}


def report(said, secret=SECRET):
    proof = "Basic " + base64.b64encode(secret.encode()).decode()
    client = Client(enforce_csrf_checks=True)
    return client.post("/mail-report/", said, content_type="application/json", headers={"Authorization": proof})


@pytest.mark.usefixtures("_reports")
@pytest.mark.parametrize("said", [DEAD, COMPLAINT])
def test_f50_a_dead_address_or_a_complaint_ends_mail_and_shows_on_the_members_pages(member, said):
    for _ in range(2):
        assert report(said).status_code == 200
    assert Bounced.objects.get().email == "ben@riverside.example"
    member.user.refresh_from_db()
    assert member.user.mail_comes_back


@pytest.mark.usefixtures("_reports")
def test_what_is_only_late_changes_nothing(db):
    assert report(LATE).status_code == 200
    assert not Bounced.objects.exists()


@pytest.mark.usefixtures("_reports")
def test_without_the_secret_nobody_reports(db):
    assert report(DEAD, secret="service:guess").status_code == 400
    assert not Bounced.objects.exists()


def test_where_no_service_reports_there_is_no_such_page(db):
    assert report(DEAD).status_code == 404
