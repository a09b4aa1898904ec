"""What makes a phone offer to install the app: name, icons, colours, where it starts."""

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapters.access import public

PAPER = "#faf5ec"
ICONS = (("icon-192", "192x192", "any"), ("icon-512", "512x512", "any"), ("icon-maskable", "512x512", "maskable"))
SHARED = {"title": "title", "text": "text", "url": "url"}


@public(reason="a browser asks for it without telling who it is")
@require_safe
def web_manifest(request: HttpRequest) -> JsonResponse:
    """Starts at the front door, which sends a member on to My week.

    What is shared with the app goes by POST to the service worker, which keeps it on the phone: the server sees
    nothing of it until it is passed on.
    """
    manifest = {
        "id": "/",
        "name": "Chapterhouse",
        "short_name": "Chapterhouse",
        "description": _("Pass referrals, share leads, say thanks."),
        "lang": get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": static(f"img/{name}.png"), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
        "share_target": {"action": "/share/", "method": "POST", "enctype": "multipart/form-data", "params": SHARED},
    }
    return JsonResponse(manifest, content_type="application/manifest+json")
