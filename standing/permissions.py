"""Who sees a chapter's standing and its flags: asked alike by pages and tests (spec/standing.md, "Who sees it")."""

from chapters.access import Role

SEES_STANDING = (Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY, Role.COMMITTEE)
PLANS_MONTH = (Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY, Role.EDUCATION)
FLAGS_SEATS = (Role.PRESIDENT, Role.VICE_PRESIDENT)


def sees_standing(roles: frozenset[Role]) -> bool:
    """Whether the chapter's standing is shown to holders of these roles."""
    return not roles.isdisjoint(SEES_STANDING)


def can_flag(roles: frozenset[Role]) -> bool:
    """Whether they open and close flags."""
    return not roles.isdisjoint(FLAGS_SEATS)
