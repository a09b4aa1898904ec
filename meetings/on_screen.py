"""Whether a meeting's big screen has to show anything new: asked by hundreds of screens every two seconds."""

from datetime import date, datetime, timedelta

from chapters.models import Chapter
from chapters.statements import ask
from chapters.values import first_instant

SPREAD_SECONDS = 30
"""Half a minute, so that a code is still good for half a minute when the screen changes it."""
VERSION = """
WITH meeting AS (SELECT id, status, starts_at, place FROM meetings_meeting
                 WHERE chapter_id = %(chapter)s AND date = %(day)s),
     sheet AS (SELECT * FROM meetings_runsheet
               WHERE chapter_id = %(chapter)s AND meeting_id = (SELECT id FROM meeting))
SELECT md5(concat_ws('|',
  (SELECT concat_ws(',', status, starts_at, place) FROM meeting),
  (SELECT concat_ws(',', id, state, step, step_since, extra_seconds, ended_at, moved_at) FROM sheet),
  (SELECT string_agg(concat_ws(',', position, title, minutes), ';' ORDER BY position)
     FROM meetings_runsheetitem WHERE chapter_id = %(chapter)s AND run_sheet_id = (SELECT id FROM sheet)),
  (SELECT string_agg(concat_ws(',', member_id, mark, substitute), ';' ORDER BY member_id)
     FROM meetings_mark WHERE chapter_id = %(chapter)s AND meeting_id = (SELECT id FROM meeting)),
  (SELECT string_agg(concat_ws(',', id, name, category, outcome), ';' ORDER BY id)
     FROM meetings_visit WHERE chapter_id = %(chapter)s AND date = %(day)s),
  (SELECT string_agg(concat_ws(',', member_id, text), ';' ORDER BY member_id)
     FROM meetings_weekask WHERE chapter_id = %(chapter)s AND date = %(day)s),
  (SELECT concat_ws(',', member_id, title)
     FROM meetings_presentation WHERE chapter_id = %(chapter)s AND date = %(day)s),
  (SELECT string_agg(concat_ws(',', id, withdrawn_at IS NULL), ';' ORDER BY id)
     FROM referrals_slip WHERE chapter_id = %(chapter)s AND given_at >= %(first)s AND given_at < %(end)s),
  (SELECT string_agg(id::text, ';' ORDER BY id)
     FROM referrals_thankyou WHERE chapter_id = %(chapter)s AND at >= %(first)s AND at < %(end)s)))
"""


def screen_version(chapter: Chapter, day: date, at: datetime) -> str:
    """Changes whenever the screen of that day would show something else, and once a minute. One cheap statement.

    The arrival code changes every minute; each chapter has its own second for it, so that not all screens ask at once.
    """
    first, end = (first_instant(local, chapter.zone) for local in (day, day + timedelta(days=1)))
    ((found,),) = ask(VERSION, {"chapter": chapter.pk, "day": day, "first": first, "end": end})
    minute = at - timedelta(seconds=chapter.pk % SPREAD_SECONDS)
    return f"{found}{minute:%M}"
