"""What waits for people in a chapter's seat reviews on a morning. They are told, and nothing else: people decide."""

from datetime import datetime

from chapters.models import Chapter
from chapters.statements import ask
from notices.actions import tell
from reviews.committee import committee_of, sees_flags
from standing.models import Flag

FLAG, CHECK, CONFIRM = "flag_raised", "review_check_due", "review_confirm_due"

WAITS = f"""
SELECT f.id, '{FLAG}', 'flag:' || f.id
FROM standing_flag f LEFT JOIN reviews_seatreview r ON r.chapter_id = f.chapter_id AND r.flag_id = f.id
WHERE f.chapter_id = %(chapter)s AND f.closed_at IS NULL AND f.told_at IS NULL
  AND coalesce(r.state, 'flagged') = 'flagged'
UNION ALL
SELECT f.id, '{CHECK}', 'check:' || r.id || ':' || r.check_on
FROM standing_flag f JOIN reviews_seatreview r ON r.chapter_id = f.chapter_id AND r.flag_id = f.id
WHERE f.chapter_id = %(chapter)s AND f.closed_at IS NULL AND r.state = 'supported' AND r.check_on <= %(today)s
UNION ALL
SELECT f.id, '{CONFIRM}', 'confirm:' || d.id
FROM standing_flag f JOIN reviews_seatreview r ON r.chapter_id = f.chapter_id AND r.flag_id = f.id
JOIN reviews_decision d ON d.chapter_id = r.chapter_id AND d.review_id = r.id
WHERE f.chapter_id = %(chapter)s AND f.closed_at IS NULL AND r.state = 'decided' AND d.kind = 'open_seat'
  AND d.state = 'carried'
  AND (d.appeal_until < %(today)s OR EXISTS (
    SELECT FROM reviews_decision a
    WHERE a.chapter_id = d.chapter_id AND a.review_id = d.review_id AND a.kind = 'appeal' AND a.id > d.id))
ORDER BY 1, 2
"""  # noqa: S608  # fixed names


def remind(chapter: Chapter, *, at: datetime) -> None:
    """Tell, once each, whoever is in office this morning: of flags nobody acted on, of checks and decisions that wait.

    Done again it changes nothing; whoever came into office since is told then.
    """
    today = chapter.today(at)
    waits = ask(WAITS, {"chapter": chapter.pk, "today": today})
    flags = {flag.pk: flag for flag in Flag.objects.in_chapter(chapter).filter(pk__in={row[0] for row in waits})}
    for key, kind, about in waits:
        member = flags[key].member_id
        if kind == FLAG:
            told = sees_flags(chapter, but=member, at=at)
        else:
            committee = committee_of(chapter, flag_id=key, about=member, day=today)
            told = [one.recipient for one in committee.seated if not one.recused]
        for to in told:
            tell(chapter=chapter, kind=kind, about=about, to=to, at=at, subject=key)
