"""Where the pages of moving in and out live."""

from django.urls import URLPattern, path

from archive.views.acts import bring_in, discard_upload, give_offices
from archive.views.brought import brought
from archive.views.everything import everything
from archive.views.export import export, export_archive, export_list
from archive.views.move_in import move_in
from archive.views.network import bring_chapter, name_officers

chapter_pages: list[URLPattern] = [
    path("move-in/", move_in, name="move_in"),
    path("move-in/<int:upload>/", brought, name="brought"),
    path("move-in/<int:upload>/bring-in/", bring_in, name="bring_in"),
    path("move-in/<int:upload>/discard/", discard_upload, name="discard_upload"),
    path("move-in/<int:upload>/offices/", give_offices, name="give_offices"),
    path("export/", export, name="export"),
    path("export/lists/", export_list, name="export_list"),
    path("export/archive/", export_archive, name="export_archive"),
    path("me/everything/", everything, name="everything"),
]
network_pages: list[URLPattern] = [
    path("move-in/", bring_chapter, name="bring_chapter"),
    path("move-in/<slug:founded>/", name_officers, name="name_officers"),
]
