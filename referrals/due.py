"""What becomes due of what members hand each other, in each chapter, and when again (`notices.due`)."""

from members.actions.stays import LEAVING
from notices.due import handler
from referrals.resting import follow_asks, follow_leaving

ASKS = "asks"

handler(ASKS)(follow_asks)
handler(LEAVING)(follow_leaving)
