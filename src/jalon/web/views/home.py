"""The first page: "Aujourd'hui" for a professional, what Jalon is for a visitor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jalon.ui.access import page, public_page
from jalon.ui.request import Request


@public_page
@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("home")
    return render(request, "web/welcome.html")


@page
@require_safe
def home(request: Request) -> HttpResponse:
    return render(request, "web/home.html")
