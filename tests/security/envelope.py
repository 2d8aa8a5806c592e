"""What each answer tells the browser to refuse, whatever it is the answer to."""

import re
from typing import Any, Final

FIXED: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGES: Final = {"text/html", "application/json", "text/plain"}
HOSTILE: Final = 'l"iste\u202e.csv'
DIRECTIVES: Final = {
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "default-src 'none'",
}


def faults(answer: Any) -> list[str]:
    """What is missing, or too wide, in the headers of an answer."""
    found = [f"{name}: {answer.get(name)}" for name in FIXED if answer.get(name) != FIXED[name]]
    policy = answer.get("Content-Security-Policy", "")
    said = {directive.strip() for directive in policy.split(";")}
    found += [f"policy without {one}" for one in DIRECTIVES - said]
    found += [
        f"policy with {one}"
        for one in ("unsafe", "*", "http:", "https:")
        if one in policy.replace("http://127.0.0.1:8001", "")
    ]
    kind = answer.get("Content-Type", "")
    is_page = kind.startswith("text/html") and "attachment" not in answer.get(
        "Content-Disposition", ""
    )
    if not is_page and "sandbox" not in said:
        found.append(f"{kind} outside a sandbox")
    if not re.search(r"geolocation=\(\).*usb=\(\)", answer.get("Permissions-Policy", "")):
        found.append("powers are not given up")
    if answer.get("Cache-Control") != "no-store, private":
        found.append(f"kept by caches: {answer.get('Cache-Control')}")
    if answer.get("Access-Control-Allow-Origin"):
        found.append("open to other origins")
    return found


def is_a_file(answer: Any) -> bool:
    kind = answer["Content-Type"].split(";")[0]
    return bool(
        answer.status_code == 200 and ("Content-Disposition" in answer or kind not in PAGES)
    )


def faults_of_a_file(answer: Any) -> list[str]:
    """It is saved, never shown, under a name of ours, whatever it was sent as (`HOSTILE`)."""
    disposition = answer.headers.get("Content-Disposition", "")
    is_ours = disposition.isascii() and "iste" not in disposition
    if is_a_file(answer) and not (disposition.startswith("attachment") and is_ours):
        return [f"file given as {disposition}"]
    return []
