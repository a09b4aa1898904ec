"""From figures to words: each rule's status and all of them together, as columns of the set-wise statement.

Judging is done where the figures are made, once, for the page of one member and the snapshots of a whole network
alike. Everything is integer arithmetic; nothing is rounded before it is compared (spec/standing.md, "The rules").
"""

ATTENDANCE = """
CASE WHEN attendance_percent = 0 THEN 'off'
     WHEN counted = 0 THEN 'not_yet'
     WHEN 100 * credited >= attendance_percent * counted THEN 'met'
     WHEN 100 * credited >= (attendance_percent - attendance_margin_percent) * counted THEN 'at_risk'
     ELSE 'behind' END"""

LEADS = """
CASE WHEN leads_per_week = 0 THEN 'off'
     WHEN weeks = 0 THEN 'not_yet'
     WHEN given >= leads_per_week * weeks THEN 'met'
     WHEN 100 * given >= at_risk_percent * leads_per_week * weeks THEN 'at_risk'
     ELSE 'behind' END"""

PAIRS = """
CASE WHEN {rule} = 0 THEN 'off'
     WHEN {required} = 0 THEN 'not_yet'
     WHEN {done} = {required} THEN 'met'
     WHEN 100 * {done} >= at_risk_percent * {required} THEN 'at_risk'
     ELSE 'behind' END"""

ONE_TO_ONES = PAIRS.format(rule="one_to_ones_per_year", done="done", required="required")
PARTNER_ONE_TO_ONES = PAIRS.format(
    rule="partner_one_to_ones_per_quarter", done="partner_done", required="partner_required"
)

OVERALL = """
CASE WHEN settling_in THEN 'settling_in'
     WHEN 'behind' IN (attendance, leads, one_to_ones, partner_one_to_ones) THEN 'behind'
     WHEN 'at_risk' IN (attendance, leads, one_to_ones, partner_one_to_ones) THEN 'at_risk'
     ELSE 'met' END"""

JUDGED = ", ".join(
    (
        "words AS MATERIALIZED (SELECT *",
        f"{ATTENDANCE} AS attendance",
        f"{LEADS} AS leads",
        f"{ONE_TO_ONES} AS one_to_ones",
        f"{PARTNER_ONE_TO_ONES} AS partner_one_to_ones FROM figures)",
        "standing AS (SELECT *",
        f"{OVERALL} AS overall FROM words)",
    )
)

# Figures that are only supposed, judged by the same words: `n` tells them apart.
SUPPOSED = f"""
SELECT {ATTENDANCE} AS attendance, {LEADS} AS leads
FROM json_to_recordset(%(figures)s) AS f (n integer, credited integer, counted integer, given integer, weeks integer),
     json_to_record(%(rules)s) AS r (attendance_percent integer, attendance_margin_percent integer,
                                     leads_per_week integer, at_risk_percent integer)
ORDER BY n"""  # noqa: S608  # expressions of ours
