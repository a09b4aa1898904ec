"""A member keeps their own figures, for themselves."""

from decimal import Decimal

from django.db import transaction

from members.models import Member
from standing.models import OwnEstimate


@transaction.atomic
def keep_estimate(
    *, member: Member, dues_a_year: Decimal | None, hours_a_month: Decimal | None, hour_is_worth: Decimal | None
) -> OwnEstimate:
    """What membership costs them, as they say now; nobody else reads it."""
    said = {"dues_a_year": dues_a_year, "hours_a_month": hours_a_month, "hour_is_worth": hour_is_worth}
    kept: OwnEstimate
    kept, _is_new = OwnEstimate.objects.in_chapter(member.chapter).update_or_create(
        member=member, defaults=said, create_defaults={"chapter": member.chapter, **said}
    )
    return kept
