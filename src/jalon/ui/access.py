"""How a page is opened: `page` for who acts for an organisation, `public_page` for everyone.

Every view carries one of the five words below (`view.access`): a test of all addresses checks it.
"""

from collections.abc import Callable
from typing import TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
MEGABYTE = 1024 * 1024


def page(view: View) -> View:
    """A page for a signed-in person acting for an organisation (`request.actor` is set)."""
    view.access = "acting"  # type: ignore[attr-defined]
    return view


def personal_page(view: View) -> View:
    """A page of a person about their own dossier (`request.actor` is a PersonActor)."""
    view.access = "personal"  # type: ignore[attr-defined]
    return view


def signing_in_page(view: View) -> View:
    """A step of signing in, open before the second factor is set up."""
    view.access = "signing in"  # type: ignore[attr-defined]
    return view


def account_page(view: View) -> View:
    """A page for a signed-in person, even one who acts for no organisation (yet, or any more)."""
    view.access = "signed in"  # type: ignore[attr-defined]
    return view


def public_page(view: View) -> View:
    """A page for everyone, signed in or not."""
    view.access = "public"  # type: ignore[attr-defined]
    return login_not_required(view)


def receives(*, megabytes: int) -> Callable[[View], View]:
    """A page that takes a file: anything heavier is refused before it is read (elsewhere 1 MB)."""

    def marked(view: View) -> View:
        view.megabytes = megabytes  # type: ignore[attr-defined]
        return view

    return marked
