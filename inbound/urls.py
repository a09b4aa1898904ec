"""Where the pages of mail that comes in live."""

from django.urls import URLPattern, path

from inbound.views.draft import discard_draft, draft
from inbound.views.mail_in import mail_in
from inbound.views.my_mail import my_mail
from inbound.views.sent_mail import sent_mail
from inbound.views.word import word

site_pages: list[URLPattern] = [path("mail-in/", mail_in, name="mail_in")]
chapter_pages: list[URLPattern] = [
    path("me/mail/", my_mail, name="my_mail"),
    path("me/mail/<int:draft>/", draft, name="draft"),
    path("me/mail/<int:draft>/discard/", discard_draft, name="discard_draft"),
    path("sent-mail/<str:token>/", sent_mail, name="sent_mail"),
    path("words/<int:word>/", word, name="word"),
]
