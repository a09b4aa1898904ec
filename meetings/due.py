"""What becomes due around meetings in each chapter, and when again (`notices.due`)."""

from meetings.visitor_reminders import remind_visitors
from notices.due import handler

VISITORS = "visitors"

handler(VISITORS)(remind_visitors)
