"""Where the pages of this app live."""

from django.urls import URLPattern, path

from notices import views

site_pages: list[URLPattern] = [
    path("device/", views.device, name="device"),
    path("mail-report/", views.mail_report, name="mail_report"),
]
chapter_pages: list[URLPattern] = [path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe")]
development_pages: list[URLPattern] = [
    path("mail/", views.mails, name="mails"),
    path("mail/<str:name>/<int:number>/", views.mail, name="mail"),
]
