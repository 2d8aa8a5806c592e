"""What every answer tells the browser to refuse: pages, fragments, errors, files, data alike.

No nonce and nothing inline. Trusted types are not asked for: htmx reads its fragments with
DOMParser, which only a policy that lets everything through would satisfy.
"""

from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

FOR_EVERY_ANSWER: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": ", ".join(
        f"{power}=()"
        for power in (
            *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
            *("fullscreen", "geolocation", "gyroscope", "hid", "magnetometer", "microphone"),
            *("midi", "payment", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
        )
    ),
}
# A file or data opened by itself shows nothing, runs nothing, belongs to no origin.
NOT_A_PAGE: Final = (
    "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox"
)


@lru_cache
def content_security_policy(live_url: str, forms_to: tuple[str, ...] = ()) -> str:
    """Nothing inline, nothing from elsewhere; the streams may be on another origin.

    `forms_to`: a button of ours that signs in through the State is answered by an address there.
    """
    parts = urlsplit(live_url)
    streams = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    forms = " ".join(("'self'", *forms_to))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        f"img-src 'self' data:; connect-src 'self'{streams}; manifest-src 'self'; "
        f"object-src 'none'; form-action {forms}; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def identity_origins() -> tuple[str, ...]:
    """The origins of the configured identity providers."""
    return tuple(
        sorted(
            {
                f"{urlsplit(one['url']).scheme}://{host}"
                for one in settings.JALON_IDENTITY_PROVIDERS.values()
                if one
                for host in (urlsplit(one["url"]).netloc, *one["hosts"])
            }
        )
    )


def put_headers(request: HttpRequest, response: HttpResponseBase) -> None:
    """The same set on whatever is answered; what is personal is kept nowhere."""
    for name, value in FOR_EVERY_ANSWER.items():
        response.headers[name] = value
    if settings.SECURE_HSTS_SECONDS:
        neighbours = "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
        response.headers["Strict-Transport-Security"] = (
            f"max-age={settings.SECURE_HSTS_SECONDS}{neighbours}"
        )
    is_static = request.path.startswith(settings.STATIC_URL)
    response.headers["Content-Security-Policy"] = (
        content_security_policy(settings.JALON_LIVE_URL, identity_origins())
        if is_page(response) and not is_static
        else NOT_A_PAGE
    )
    if not is_static:
        response.headers["Cache-Control"] = "no-store, private"


def is_page(response: HttpResponseBase) -> bool:
    """HTML to be shown. Anything else is data, or a file to be saved."""
    kind = response.headers.get("Content-Type", "text/html")
    disposition = response.headers.get("Content-Disposition", "")
    return kind.startswith("text/html") and not disposition.startswith("attachment")
