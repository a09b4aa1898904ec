"""What we agreed: the contract as a member reads and accepts it, and its versions before."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.actions.contract import accept_version, versions_of
from members.contract import clauses, rules_of
from members.forms.contract import AcceptForm
from members.models import Acceptance, ContractVersion
from members.refusals import Refusal


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def contract(request: Any) -> HttpResponse:
    """The version that holds; POST accepts it. Where the chapter wrote none, its rules in words."""
    chapter, at = request.chapter, now()
    versions = versions_of(chapter)
    version = next(iter(versions), None)
    refusal = ""
    if request.method == "POST" and version is not None:
        form = AcceptForm(request.POST)
        rows = ContractVersion.objects.in_chapter(chapter).select_related("chapter")
        read = get_object_or_404(rows, pk=form.cleaned_data["version"] if form.is_valid() else 0)
        try:
            accept_version(version=read, member=request.member, at=at)
        except Refusal as refused:
            refusal = str(refused)
        else:
            messages.info(request, _("Thank you. It is kept that you agree."))
            return go_to(request.path)
    context = _reading(request, version) | {"refusal": refusal, "earlier": versions[1:]}
    if version is None:
        context["clauses"] = clauses(rules_of(chapter, chapter.week(at)))
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return render(request, "members/contract.html", context, status=status)


@requires(Role.MEMBER)
@require_safe
def contract_version(request: Any, version: int) -> HttpResponse:
    """One version, as it was put to the members."""
    rows = ContractVersion.objects.in_chapter(request.chapter).select_related("written_by")
    found = get_object_or_404(rows, pk=version)
    return render(request, "members/contract_version.html", _reading(request, found))


def _reading(request: Any, version: ContractVersion | None) -> dict[str, Any]:
    """A version with when this member accepted it in the stay they are in, and what of it they never read before."""
    context: dict[str, Any] = {"version": version, "accepted_at": None, "clauses": [], "place": "me"}
    if version is None:
        return context
    today = request.chapter.today(now())
    mine = Acceptance.objects.in_chapter(request.chapter).of(request.member).select_related("stay", "version")
    agreed = sorted(mine, key=lambda one: one.version.number)
    before = [one.version for one in agreed if one.version.number < version.number]
    context["accepted_at"] = next(
        (one.at for one in agreed if one.version_id == version.pk and one.stay.holds(today)), None
    )
    context["clauses"] = version.clauses
    if before:
        context["known"] = before[-1].clauses
        context["own_words_changed"] = bool(version.own_words) and version.own_words != before[-1].own_words
    return context
