"""Pages for everyone."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalon.ui.access import public_page


@public_page
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


@public_page
@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    context = {
        "legal_publisher": settings.JALON_LEGAL_PUBLISHER,
        "legal_host": settings.JALON_LEGAL_HOST,
    }
    return render(request, "web/legal.html", context)


@public_page
@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    return render(request, "web/site_map.html")


@public_page
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when pages can be answered: the database replies. For supervision; says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
