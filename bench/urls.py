"""The application's pages, and an empty one to measure them against."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from chapters.access import public
from config.urls import urlpatterns as pages


@public(reason="measures what a page costs that does nothing")
def empty(request: HttpRequest) -> HttpResponse:
    """Answer nothing."""
    return HttpResponse()


urlpatterns = [path("empty/", empty), *pages]
