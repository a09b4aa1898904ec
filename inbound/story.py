"""What mail adds to the story of a referral; read when Django starts."""

from referrals.story import also_told

# The words on a referral are the two's, and so is its story; a lead's story is the chapter's.
WORDS_BY_MAIL = """
SELECT 'wrote', w.id, w.at, m.name, w.text, NULL
FROM inbound_word w
JOIN members_member m ON m.chapter_id = w.chapter_id AND m.id = w.by_id
JOIN referrals_slip s ON s.chapter_id = w.chapter_id AND s.id = w.slip_id AND s.kind = 'referral'
WHERE w.chapter_id = %(chapter)s AND w.slip_id = %(slip)s
"""

also_told(WORDS_BY_MAIL)
