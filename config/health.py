"""One page for load balancers and health checks."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from chapters.access import public


@public(reason="says whether the server works, nothing else")
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 if the database answers; without one the middleware says 503."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
