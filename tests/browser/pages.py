"""The pages there are, as somebody of the demo opens them."""

PRESIDENT = "amara.osei@riverside.example"
MEMBER = "ben.whitlock@riverside.example"
ADMIN = "nora.quist@network.example"
NOBODY = ""

FOR_MEMBER = [
    "", "members/", "me/", "profile/", "partners/", "leave/",
    "pass/", "lead/", "leads/", "thanks/", "thanks/wall/", "slips/", "slips/?tab=given",
    "slips/what-i-learn/", "slips/handing-on/", "leads/?tab=taken", "leads/?tab=resting", "leads/?tab=ended",
    "me/mail/", "me/notices/",
    "meeting/", "meetings/", "one-to-one/", "one-to-ones/", "one-to-ones/propose/", "me/calendar/", "visitors/",
    "visitors/invite/", "presentations/", "week-ask/",
    "look-back/",
    "asks/", "asks/new/", "asks/network/", "book/",
    "contract/", "worth/",
    "standing/", "standing/attendance/", "standing/leads/", "standing/one_to_ones/", "standing/partner_one_to_ones/",
    "standing/what-if/", "standing/one-to-ones/missing/", "standing/leads/missing/",
]  # fmt: skip
FOR_PRESIDENT = [
    "", "me/", "roll-call/", "meeting/", "standing/chapter/", "drifting/", "standing/reviews/",
    "plan-month/", "invitations/",
    "set-up/", "set-up/chapter/", "set-up/rules/", "set-up/seats/", "set-up/members/", "set-up/offices/",
    "set-up/agenda/", "set-up/recesses/", "set-up/leaves/", "set-up/code/", "set-up/substitutes/", "visitors/",
    "set-up/contract/", "set-up/contract/write/", "waiting-list/", "set-up/why-they-left/", "worth/chapter/",
    "move-in/", "export/", "standing/disputes/",
    "standing/chapter/?rule=leads", "standing/chapter/changes/", "standing/chapter/trend/",
    "set-up/rules/presets/", "set-up/rules/?preset=lights",
]  # fmt: skip
FOR_NOBODY = [
    "/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/login/code/",
    "/c/riverside/about/", "/c/riverside/waiting/", "/nowhere/", "/offline/",
]  # fmt: skip
FOR_ADMIN = ["/n/waterside/", "/n/waterside/move-in/", "/n/waterside/chapters/new/", "/n/waterside/rules/", "/?all"]
ACCOUNT = [
    "/accounts/email/", "/accounts/2fa/", "/accounts/2fa/webauthn/", "/accounts/sessions/",
    "/accounts/password/change/", "/accounts/reauthenticate/", "/accounts/logout/",
]  # fmt: skip

FIRST_LINKS = [
    (MEMBER, "/c/riverside/members/", "a[href*='/members/']"),
    (MEMBER, "/c/riverside/slips/", "a[href*='/slips/']"),
    (MEMBER, "/c/riverside/partners/", "main a[href*='/partners/']:not([href*=propose])"),
    (MEMBER, "/c/riverside/leads/", "a[href*='/slips/']"),
    (MEMBER, "/c/riverside/asks/", "a.title[href*='/asks/']"),
    (MEMBER, "/c/riverside/asks/network/", "a.title[href*='/asks/network/']"),
    (MEMBER, "/c/riverside/book/", "a.title[href*='/book/']"),
    (MEMBER, "/c/riverside/slips/?tab=given", "a[href*='/slips/']"),
    (MEMBER, "/c/riverside/leads/?tab=resting", "a[href*='/slips/']"),
    (MEMBER, "/c/riverside/slips/what-i-learn/", "a[href*='/slips/']"),
    (PRESIDENT, "/c/riverside/meetings/", "a[href*='/meeting/20']"),
    (MEMBER, "/c/riverside/meetings/", "a[href*='/minutes/']"),
    (PRESIDENT, "/c/riverside/visitors/", "a[href*='/visitors/']:not([href*=invite])"),
    (PRESIDENT, "/c/riverside/standing/chapter/", "tbody a[href*='/standing/chapter/']"),
    (PRESIDENT, "/c/riverside/drifting/", "a[href$='/set-aside/']"),
    (MEMBER, "/c/riverside/standing/leads/", "a[href*='/standing/leads/']"),
    (PRESIDENT, "/c/riverside/standing/reviews/", "li:first-child a[href*='/standing/flag/']"),
    (PRESIDENT, "/c/riverside/standing/reviews/", "li:last-child a[href*='/standing/flag/']"),
    (PRESIDENT, "/c/riverside/meeting/", "a[href*='/run-sheet/']"),
    (MEMBER, "/c/riverside/thanks/wall/", "a[href*='/thanks/']:not([href*=wall]):not([href$='/c/riverside/thanks/'])"),
    (MEMBER, "/c/riverside/presentations/", "a.title[href*='/presentations/']"),
    (PRESIDENT, "/c/riverside/presentations/", "section:last-of-type a.title[href*='/presentations/']"),
    (PRESIDENT, "/c/riverside/set-up/substitutes/", "a.title[href*='/substitutes/']"),
    (MEMBER, "/c/riverside/slips/handing-on/", "a[href*='/hand-on/']"),
    (PRESIDENT, "/c/riverside/waiting-list/", "a[href*='/people/']"),
    (MEMBER, "/c/riverside/me/mail/", "a[href*='/me/mail/']"),
    (MEMBER, "/c/riverside/me/mail/", "a[href*='/sent-mail/']"),
    (PRESIDENT, "/c/riverside/set-up/members/", "a[href*='/end/']"),
    (PRESIDENT, "/c/riverside/set-up/members/", "a[href*='/set-up/members/']"),
    (PRESIDENT, "/c/riverside/set-up/offices/", "a[href*='/end/']"),
]
"""Pages with a row in their address, reached by the first such link of a list."""

EVERY_PAGE = [
    *((MEMBER, f"/c/riverside/{path}") for path in FOR_MEMBER),
    *((PRESIDENT, f"/c/riverside/{path}") for path in FOR_PRESIDENT),
    *((NOBODY, path) for path in FOR_NOBODY),
    *((ADMIN, path) for path in FOR_ADMIN),
    *((MEMBER, path) for path in ACCOUNT),
    (MEMBER, "/offline/"),
]
