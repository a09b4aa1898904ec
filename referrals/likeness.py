"""Which of the kinds of referral two partners wrote down are like the referrals they passed: by their words."""

import re
from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, TextField, Value

SEPARATE = re.compile(r"[\n;,•]+")
"""What stands between one kind of referral and the next, as people list them."""
TEXTS = ArrayField(TextField())


class Alike(Func):
    """Those of some kinds of referral that a slip's need is like.

    Like means: at least half of the words of the kind are in the need, whatever their form ("lets", "letting"), as
    PostgreSQL's English dictionary reads them; words that say nothing ("the", "who") are left out.
    """

    template = """ARRAY(
        SELECT kind FROM (VALUES (%(expressions)s)) AS given (need, kinds),
            unnest(given.kinds) AS kind,
            tsvector_to_array(to_tsvector('english', kind)) AS of_kind,
            tsvector_to_array(to_tsvector('english', given.need)) AS of_need
        WHERE of_need && of_kind
            AND 2 * cardinality(ARRAY(SELECT unnest(of_kind) INTERSECT SELECT unnest(of_need))) >= cardinality(of_kind)
    )"""

    def __init__(self, kinds: Iterable[str]) -> None:
        super().__init__(F("need"), Value(list(kinds), output_field=TEXTS), output_field=TEXTS)


def listed(words: str) -> list[str]:
    """The kinds of referral in what somebody wrote, one each, in their order; none twice."""
    return list(dict.fromkeys(kind for part in SEPARATE.split(words) if (kind := part.strip(" -*·\t\r"))))
