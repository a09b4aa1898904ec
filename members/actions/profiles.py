"""What a member writes about themselves."""

from django.db import transaction

from members.models import Member, Profile


@transaction.atomic
def write_profile(*, member: Member, parts: dict[str, str]) -> Profile:
    """Keep the five parts, by their field names; what was there before is replaced."""
    profiles = Profile.objects.in_chapter(member.chapter_id)
    profile, _is_new = profiles.update_or_create(chapter_id=member.chapter_id, member=member, defaults=parts)
    written: Profile = profile
    return written
