"""What the layout of every page needs (context processor of the Jinja2 engine)."""

from secrets import token_hex
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language_info

from jalon.web.menu import bell_for, menu_for
from jalon.web.middleware.acting import put_on_hat, put_on_own_name

DSFR_PARTS = (
    *("button", "badge", "alert", "notice", "link", "tag", "skiplink", "logo"),
    *("input", "form", "select", "checkbox", "radio", "search", "password", "upload"),
    *("table", "stepper", "tile", "card"),
)
STYLESHEETS = {
    "neutral": ["ui/neutral.css", "ui/jalon.css"],
    "dsfr": [
        "dsfr/dist/core/core.main.min.css",
        *(f"dsfr/dist/component/{part}/{part}.main.min.css" for part in DSFR_PARTS),
        "ui/dsfr.css",
        "ui/jalon.css",
    ],
}

LANGUAGES = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def shell(request: HttpRequest) -> dict[str, Any]:
    # A request refused at the door (wrong host, bad address) has met neither session nor user.
    user = getattr(request, "user", None) or AnonymousUser()
    signed_in = user.is_authenticated
    if signed_in and not hasattr(request, "acting") and put_on_hat(request) is None:
        put_on_own_name(request)
    token, acting = get_token(request), getattr(request, "acting", None)
    return {
        # Once for the page: Django would mask the token again at each form. `once` is the word by
        # which a form sent twice is known (web.middleware.once); `acting`, the hat it was shown to.
        "csrf_token": token,
        "csrf_input": format_html(
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<input type="hidden" name="once" value="{}">'
            '<input type="hidden" name="acting" value="{}">',
            token,
            token_hex(16),
            acting.public_id if acting else "",
        ),
        "product": settings.JALON_PRODUCT_NAME,
        "theme": settings.JALON_THEME,
        "stylesheets": STYLESHEETS[settings.JALON_THEME],
        "demonstration": settings.JALON_DEMONSTRATION,
        "live_url": settings.JALON_LIVE_URL,
        "source_url": settings.JALON_SOURCE_URL,
        "languages": LANGUAGES,
        "rendered_at": timezone.now(),
        "user": user,
        "acting": acting,
        "actor": getattr(request, "actor", None),
        "menu": menu_for(request) if signed_in else [],
        "bell": bell_for(request) if signed_in else None,
        "identity_providers": list(settings.JALON_IDENTITY_PROVIDERS),
        "home_url": "/",
        "messages": get_messages(request),
    }
