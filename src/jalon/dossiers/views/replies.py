"""What a saved change tells the page beside its own block."""

import json

from django.http import HttpResponse


def changed(response: HttpResponse, *blocks: str, announce: str = "") -> HttpResponse:
    """Ask the page to read these blocks again, if its stream has not done it in the meantime."""
    told: dict[str, dict[str, object]] = {"jalon:changed": {"blocks": list(blocks)}}
    if announce:
        told["jalon:announce"] = {"text": announce}
    response["HX-Trigger"] = json.dumps(told)
    return response
