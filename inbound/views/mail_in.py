"""Mail that a mail service takes in for us and brings here; it is stored, and looked into later like any other."""

import logging
from email.policy import SMTP
from http import HTTPStatus
from typing import Any

from anymail.exceptions import AnymailError
from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from chapters.access import public
from chapters.clock import now
from inbound.receiving import LARGEST, receive

logger = logging.getLogger(__name__)

SERVICES = {"mailjet": "Mailjet", "postmark": "Postmark", "sparkpost": "SparkPost"}
"""The mail services that bring mail as JSON, with nothing but our secret, as Anymail spells them."""
AS_IT_CAME = SMTP.clone(refold_source="none", max_line_length=None, cte_type="8bit")
"""Not a header folded anew: signatures cover them as they were."""
MOST_BYTES = 2 * LARGEST
"""Of a request: a mail within JSON is longer than the mail."""


@public(reason="the mail service brings mail here; its secret is asked for")
@csrf_exempt  # a machine posts, with its secret
@require_POST
def mail_in(request: Any) -> HttpResponse:
    """Store each mail. To an address nobody has, it is taken and dropped: the service would only try again."""
    service = SERVICES.get(settings.INBOUND_SERVICE)
    if service is None or not settings.INBOUND_DOMAIN:
        raise Http404
    view = import_string(f"anymail.webhooks.{settings.INBOUND_SERVICE}.{service}InboundWebhookView")
    hook = view(webhook_secret=settings.INBOUND_SECRET)
    hook.run_validators(request)
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    request._body = request.read(MOST_BYTES)  # past DATA_UPLOAD_MAX_MEMORY_SIZE: whoever posts knows the secret
    try:
        events = hook.parse_events(request)
    except (AnymailError, LookupError, ValueError, TypeError, AttributeError) as error:
        logger.warning("What the mail service brought makes no sense: %s", type(error).__name__)
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    for event in events:
        _store(event.message)
    return HttpResponse()


def _store(message: Any) -> None:
    raw = message.as_bytes(policy=AS_IT_CAME)
    if len(raw) > LARGEST or not message.envelope_recipient:
        return
    receive(raw=raw, recipient=message.envelope_recipient, return_path=message.envelope_sender, at=now())
