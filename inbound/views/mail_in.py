"""Mail that a mail service takes in for us and brings here; it is stored, and looked into later like any other."""

import json
import logging
from base64 import b64decode
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

Brought = tuple[bytes, str, str | None]
"""A mail, whom it is for and whom it is from by the envelope; None where the service does not say."""

logger = logging.getLogger(__name__)

SERVICES = {"mailjet": "Mailjet", "postmark": "Postmark", "sparkpost": "SparkPost"}
"""The mail services that bring mail as JSON, with nothing but our secret, as Anymail spells them."""
AS_IT_CAME = SMTP.clone(refold_source="none", max_line_length=None, cte_type="8bit")
"""Not a header folded anew: signatures cover them as they were."""
NONSENSE = (AnymailError, LookupError, ValueError, TypeError, AttributeError)
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
        mails = _by_sparkpost(request.body) if service == "SparkPost" else _by_anymail(hook, request)
    except NONSENSE as error:
        logger.warning("What the mail service brought makes no sense: %s", type(error).__name__)
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    for raw, recipient, return_path in mails:
        if recipient and len(raw) <= LARGEST:
            receive(raw=raw, recipient=recipient, return_path=return_path, at=now())
    return HttpResponse()


def _by_anymail(hook: Any, request: Any) -> list[Brought]:
    """As Anymail puts it together, which brings one at a time. Raises what NONSENSE lists."""
    found = [event.message for event in hook.parse_events(request)]
    return [(one.as_bytes(policy=AS_IT_CAME), one.envelope_recipient, one.envelope_sender) for one in found]


def _by_sparkpost(body: bytes) -> list[Brought]:
    """Each as it came. What makes no sense is left out, the others are taken (F54). Raises what NONSENSE lists.

    Not by Anymail: it takes every mail for UTF-8, and fails for all that came together where one is not.
    """
    found: list[Brought] = []
    for event in json.loads(body):
        try:
            if event["msys"]:  # empty where the service only tries whether somebody is there
                found.append(_as_it_came(event["msys"]["relay_message"]))
        except NONSENSE as error:
            logger.warning("One of the mails that were brought makes no sense: %s", type(error).__name__)
    return found


def _as_it_came(relayed: dict[str, Any]) -> Brought:
    content = relayed["content"]
    text = content["email_rfc822"]
    raw = b64decode(text) if content["email_rfc822_is_base64"] else text.encode()
    return raw, relayed["rcpt_to"], relayed.get("msg_from")
