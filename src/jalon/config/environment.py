"""What a deployment may say from outside, read once, with a clear error when it is wrong."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """An environment variable; without a default it must be set."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set")
    return value


def flag(name: str, default: bool) -> bool:
    """A yes/no variable: 1, true, yes, on or 0, false, no, off."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: expected 1, true, yes, on or 0, false, no, off")


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def identity_provider(name: str) -> dict[str, Any] | None:
    """An OpenID Connect provider, None while JALON_<NAME>_URL is not set.

    `url` is its issuer, without a final slash; `hosts`, those it may answer from beside its own.
    """
    url = os.environ.get(f"JALON_{name}_URL", "").rstrip("/")
    if not url:
        return None
    parts = urlsplit(url)
    is_local = parts.scheme == "http" and parts.hostname in LOOPBACK
    if (parts.scheme != "https" and not is_local) or not parts.netloc or parts.username:
        raise ImproperlyConfigured(f"JALON_{name}_URL={url!r}: expected https://host/path")
    if is_local and flag("JALON_HTTPS", default=False):
        raise ImproperlyConfigured(f"JALON_{name}_URL={url!r}: in production, https:// only")
    return {
        "url": url,
        "client_id": text(f"JALON_{name}_CLIENT_ID"),
        "secret": text(f"JALON_{name}_SECRET"),
        "hosts": words(f"JALON_{name}_HOSTS"),
    }


def require_with(name: str, other: str, what: str) -> None:
    """Refuse one variable without the other that it needs."""
    if os.environ.get(name) and not os.environ.get(other):
        raise ImproperlyConfigured(f"{name} is set but {other} is not: {what}")


def database(url: str) -> dict[str, object]:
    """Django's database settings from `postgresql://user:password@host:port/name?option=value`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL starts with {parts.scheme!r}: Jalon needs postgresql://…"
        )
    options: dict[str, object] = dict(parse_qsl(parts.query))
    # Statements are prepared once per connection: planning the page of a dossier takes longer
    # than running it. Behind PgBouncer, that asks for version 1.21 or later.
    options |= {"server_side_binding": True, "prepare_threshold": 3}
    return {
        "ENGINE": "jalon.config.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "jalon",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(options.pop("port", None) or parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
