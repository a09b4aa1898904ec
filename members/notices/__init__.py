"""What people are told about their own place, a file a subject; `notices.apps` reads them all."""

from members.notices.people import LEFT, TAKEN_BACK, InvitationSent, ToMember, has_left, is_reader, reader, reader_left

__all__ = ["LEFT", "TAKEN_BACK", "InvitationSent", "ToMember", "has_left", "is_reader", "reader", "reader_left"]
