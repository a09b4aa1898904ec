"""Export: the whole record for another server, or lists for people's own spreadsheets."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from archive.lists import BY_KEY, LISTS, as_csv, as_xlsx
from archive.models import TakenOut
from archive.taking_out import take_out
from chapters.access import Role, requires
from chapters.clock import now

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 10


@requires(Role.PRESIDENT, Role.SECRETARY)
@require_safe
def export(request: Any) -> HttpResponse:
    """What can be taken out, by whom, and what is left out."""
    taken = TakenOut.objects.in_chapter(request.chapter).select_related("by").order_by("-at", "-pk")[:MOST_SHOWN]
    zone = request.chapter.zone
    context = {
        "lists": LISTS,
        "may_take_archive": Role.PRESIDENT in request.roles,
        "taken": [(one.by.name, date_format(one.at.astimezone(zone), "j M Y, H:i")) for one in taken],
    }
    return render(request, "archive/export.html", context)


@requires(Role.PRESIDENT, Role.SECRETARY)
@require_safe
def export_list(request: Any) -> HttpResponse:
    """One list as CSV (`?list=`), or all of them in one workbook."""
    day = request.chapter.today(now())
    name = f"{request.chapter.slug}-{day}"
    if "list" not in request.GET:
        return download(as_xlsx(LISTS, request.chapter), f"{name}.xlsx", XLSX)
    wanted = BY_KEY.get(request.GET["list"])
    if wanted is None:
        raise Http404
    return download(as_csv(wanted, request.chapter), f"{name}-{wanted.key}.csv", "text/csv; charset=utf-8")


@requires(Role.PRESIDENT)
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def export_archive(request: Any) -> HttpResponse:
    """After signing in again: say what it means (GET), hand it over (POST)."""
    if request.method != "POST":
        return render(request, "archive/export_archive.html")
    data = take_out(by=request.member, at=now())
    return download(data, f"{request.chapter.slug}-{request.chapter.today(now())}.zip", "application/zip")


def download(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file that no browser keeps."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=kind, headers=headers)
