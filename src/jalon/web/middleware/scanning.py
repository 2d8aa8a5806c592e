"""Files are looked at by ClamAV before any page reads them, where a deployment names its daemon.

What was found is refused. So is everything while the daemon is away: a file that nobody looked at
is not let in.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from jalon.web.clamd import ScannerAway, found_in
from jalon.web.middleware.once import is_heavy
from jalon.web.views.errors import explained

logger = logging.getLogger("jalon.files")


class ScanningMiddleware:
    """After all who may refuse the request, before what acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.JALON_CLAMD:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The refusal of the first file that may not come in."""
        if request.method != "POST" or is_heavy(request):
            return None
        for _name, files in request.FILES.lists():
            for file in files:
                if refusal := _refusal(request, file):
                    return refusal
        return None


def _refusal(request: HttpRequest, file: Any) -> HttpResponse | None:
    try:
        found = found_in(file.chunks(), settings.JALON_CLAMD)
    except ScannerAway as error:
        logger.error("a file was refused, the scanner is away: %s", error)
        said = _("Les fichiers ne peuvent pas être vérifiés en ce moment. Réessayez plus tard.")
        return explained(request, 503, said)
    file.seek(0)
    if not found:
        return None
    logger.warning("a file was refused: %s", found)
    said = _("Ce fichier est refusé : l’antivirus y a trouvé quelque chose. Envoyez-en un autre.")
    return explained(request, 422, said)
