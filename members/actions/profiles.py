"""What a member writes about themselves."""

from members.models import Member, Profile


def write_profile(*, member: Member, parts: dict[str, str]) -> Profile:
    """Keep the five parts, by their field names; what was there before is replaced. One statement."""
    profile = Profile(chapter_id=member.chapter_id, member=member, **parts)
    Profile.objects.bulk_create(
        [profile], update_conflicts=True, unique_fields=["member"], update_fields=list(Profile.PARTS)
    )
    return profile
