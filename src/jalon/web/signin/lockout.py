"""Attempts that failed: an account waits after a few, whether it exists or not.

The library counts them, in the cache that all workers share. What is counted under is the
fingerprint of the e-mail as typed: a copy of the cache names nobody.
"""

from datetime import date, datetime
from typing import Any, Final

from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils import timezone

from jalon.accounts.models import User
from jalon.parameters.queries import integer
from jalon.vault.sealing import fingerprint
from jalon.web.signin.alerts import tell_codes_tried, tell_locked

ACTION: Final = "login_failed"


def attempt(request: HttpRequest, email: str) -> ratelimit.RateLimitUsage | None:
    """Count one attempt, to be rolled back when it succeeds. None: too many failed before."""
    on = timezone.localdate()
    per_address = f"{integer('signin.failures_per_address', on=on)}/m/ip"
    return _consume(request, email, f"{per_address},{_per_account(on)}")


def clear(request: HttpRequest, email: str) -> None:
    """Its owner has chosen a new password, by a message that only they receive."""
    config = {ACTION: _per_account(timezone.localdate())}
    ratelimit.clear(request, app="jalon.signin", action=ACTION, config=config, key=_key(email))


def tell_if_locked(request: HttpRequest, email: str, at: datetime) -> None:
    """After a failure: tell the owner when it was the last one allowed."""
    on = timezone.localdate(at)
    owner = User.objects.filter(email=email.lower(), is_active=True).first()
    if _consume(request, email, _per_account(on), dry_run=True) is None and owner is not None:
        tell_locked(request, owner, minutes=lock_minutes(on), at=at)


def tell_if_codes_failed(request: HttpRequest, owner: User, at: datetime) -> None:
    """After a wrong code: tell the owner when it was the last one allowed for some minutes."""
    counted_as = f"mfa-auth-user-{owner.pk}"  # by the library, which lets five be tried
    may_try = ratelimit.consume(
        request, app="allauth.account", action=ACTION, key=counted_as, dry_run=True
    )
    if may_try is None:
        tell_codes_tried(request, owner, at=at)


def lock_minutes(on: date) -> int:
    return integer("signin.lock_minutes", on=on)


def _per_account(on: date) -> str:
    failures = f"{integer('signin.failures', on=on)}/{lock_minutes(on)}m/key"
    return f"{failures},{integer('signin.failures_per_day', on=on)}/d/key"


def _consume(request: HttpRequest, email: str, rates: str, **options: Any) -> Any:
    return ratelimit.consume(
        request,
        app="jalon.signin",
        action=ACTION,
        config={ACTION: rates},
        key=_key(email),
        **options,
    )


def _key(email: str) -> str:
    return fingerprint("sign-in", email.strip().lower()).hex()
