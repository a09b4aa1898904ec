"""Ending mail with one click; being told in a browser; what the mail service reports; development's own mails."""

from typing import Any

from anymail.signals import EventType
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chapters.access import public, signed_in
from chapters.clock import now
from notices import actions, devices, kinds, mailfiles
from notices.forms import DeviceForm
from notices.models import Notice
from notices.push import public_key
from notices.tokens import notice_key

SERVICES = {
    "brevo": "Brevo",
    "mailersend": "MailerSend",
    "mailgun": "Mailgun",
    "mailjet": "Mailjet",
    "mailtrap": "Mailtrap",
    "postal": "Postal",
    "postmark": "Postmark",
    "resend": "Resend",
    "sendgrid": "SendGrid",
    "sparkpost": "SparkPost",
}
"""The mail services whose reports are understood, as Anymail spells them."""


@public(reason="opened from a mail, by whoever holds its signed link; it names nobody")
@csrf_exempt  # RFC 8058: the mail program posts, without a session; the signed link is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: Any, token: str) -> HttpResponse:
    """Ask (GET changes nothing), end this kind of mail to this address (POST), or take it back (POST with `again`)."""
    key = notice_key(request.chapter, token) if request.chapter else None
    if key is None:
        raise Http404
    notice = get_object_or_404(Notice.objects.in_chapter(request.chapter), pk=key)
    state = "asked"
    if request.method == "POST":
        state = "again" if "again" in request.POST else "ended"
        act = actions.subscribe_again if state == "again" else actions.unsubscribe
        act(chapter=request.chapter, email=notice.email, kind=notice.kind)
    context = {"called": kinds.find(notice.kind).called, "state": state}
    return render(request, "notices/unsubscribe.html", context)


@signed_in
@require_POST
def device(request: Any) -> HttpResponse:
    """Tell the person in this browser from now on, or no more. Once more changes nothing."""
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    said = form.cleaned_data
    if said["end"]:
        devices.end(user=request.user, endpoint=said["endpoint"])
        return HttpResponse(status=204)
    if said["key"] not in {"", public_key()}:
        return HttpResponse(status=422)
    try:
        devices.tell_here(
            user=request.user,
            session=request.session.session_key,
            endpoint=said["endpoint"],
            p256dh=said["p256dh"],
            auth=said["auth"],
            at=now(),
            asked_in=said["round"],
        )
    except devices.NotADevice:
        return HttpResponse(status=422)
    return HttpResponse(status=204)


@public(reason="the mail service reports here; its secret is asked for")
@csrf_exempt  # a machine posts, with its secret
@require_POST
def mail_report(request: HttpRequest) -> HttpResponse:
    """Stop sending to an address that the mail service says is dead, or whose owner complained (F50)."""
    service = SERVICES.get(settings.MAIL_REPORTS)
    if service is None:
        raise Http404
    hook = import_string(f"anymail.webhooks.{settings.MAIL_REPORTS}.{service}TrackingWebhookView")()
    hook.run_validators(request)
    for event in hook.parse_events(request):
        if event.event_type in {EventType.BOUNCED, EventType.COMPLAINED} and event.recipient:
            actions.stop_sending(to=event.recipient, reason=event.description or event.event_type, at=now())
    return HttpResponse()


@public(reason="exists in development alone, where mail goes to files")
@require_GET
def mails(request: HttpRequest) -> HttpResponse:
    """What would have been sent, newest first."""
    return render(request, "notices/mails.html", {"mails": mailfiles.newest(settings.MAIL_FILES)})


@public(reason="exists in development alone, where mail goes to files")
@require_GET
def mail(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One mail, its links to be followed."""
    found = mailfiles.find(settings.MAIL_FILES, name, number)
    if found is None:
        raise Http404
    return render(request, "notices/mail.html", {"mail": found})
