"""What each office has its holder do at a meeting."""

from django.utils.translation import gettext_lazy as _

from members.states import OfficeName

PARTS = {
    OfficeName.PRESIDENT: _("You run the meeting."),
    OfficeName.SECRETARY: _("You call the roll."),
    OfficeName.VISITOR_HOST: _("You welcome the visitors."),
    OfficeName.EDUCATION: _("You look after the presentations."),
}
