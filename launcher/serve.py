"""`./jalon serve`: production. Refuses what is not safe, then keeps its four processes up."""

from __future__ import annotations

import argparse
import os
import subprocess
import time
from urllib.parse import parse_qsl, urlsplit

from launcher import documents, environment, site
from launcher.environment import PYTHON
from launcher.paths import LOCAL
from launcher.processes import MARK, Child, Ended, end_on_signals, stop
from launcher.speech import Stop, say

SHORTEST_SECRET = 40
FEWEST_CHARACTERS = 10
REQUIRED = {
    "DATABASE_URL": "the address of the PostgreSQL server, postgresql://user@host/name",
    "SECRET_KEY": "a long random text that signs sessions",
    "JALON_VAULT_KEY": "a long random text that encrypts at rest; losing it loses what it sealed",
    "ALLOWED_HOSTS": "the names of the site, separated by commas",
    "JALON_LIVE_URL": "where a browser finds the live streams (https://… or a path such as /live)",
    "JALON_PAGE_ORIGINS": "where a browser finds the pages (https://…)",
}
HERE = {"localhost", "127.0.0.1", "::1"}
CHECKED = {"verify-full", "verify-ca"}
LONGEST_PAUSE = 30.0
LONG_LIFE = 60.0


def main(arguments: list[str]) -> int:
    """Refuses or serves; the exit code."""
    options = read(arguments)
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "jalon.config.settings"}
    env |= {"PYTHONUNBUFFERED": "1", "JALON_HTTPS": "1", MARK: f"{LOCAL} serve"}
    refuse(unsafe(env))
    end_on_signals()
    try:
        site.refuse_used(options.host, options.port, options.live_port)
        environment.ensure()
        documents.ready(install=False)
        refuse(refused_by_django(env))
        logins = separate_logins(env)
        site.collect_static(env)
        return keep_up(options, env, logins)
    except Ended:
        say("Stopped.")
        return 0


def read(arguments: list[str]) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser("./jalon serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="of the pages")
    parser.add_argument("--live-port", type=int, default=8001, help="of the live streams")
    cores = os.cpu_count() or 1
    parser.add_argument("--workers", type=int, default=cores, help="of the pages (default: cores)")
    return parser.parse_args(arguments)


def unsafe(env: dict[str, str]) -> list[str]:
    """What is wrong in the environment, one sentence each."""
    wrong = [f"{name} is not set: {what}." for name, what in REQUIRED.items() if not env.get(name)]
    for name in ("SECRET_KEY", "JALON_VAULT_KEY"):
        value = env.get(name, "")
        if value and (len(value) < SHORTEST_SECRET or len(set(value)) < FEWEST_CHARACTERS):
            wrong.append(
                f"{name} is too weak: at least {SHORTEST_SECRET} random characters, for instance "
                "from: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
        if "insecure" in value.lower():
            wrong.append(f"{name} is a default of development: make one of your own.")
    if env.get("SECRET_KEY") and env.get("SECRET_KEY") == env.get("JALON_VAULT_KEY"):
        wrong.append("SECRET_KEY and JALON_VAULT_KEY are the same: make two.")
    if "*" in env.get("ALLOWED_HOSTS", ""):
        wrong.append("ALLOWED_HOSTS holds *: name the hosts of the site.")
    for name in ("JALON_DEBUG", "JALON_DEMONSTRATION"):
        if env.get(name, "").lower() in {"1", "true", "yes", "on"}:
            wrong.append(f"{name} is on: it must be off in production.")
    if env.get("JALON_SECOND_FACTOR_REQUIRED", "").lower() in {"0", "false", "no", "off"}:
        wrong.append("JALON_SECOND_FACTOR_REQUIRED is off: accounts would need a password only.")
    return wrong + insecure_addresses(env) + clear_connections(env)


def insecure_addresses(env: dict[str, str]) -> list[str]:
    """Addresses, of the site and of those it trusts, that would travel in clear."""
    of_the_site = [
        f"{name} starts with http://: browsers must reach the site by https://."
        for name in ("JALON_LIVE_URL", "JALON_PAGE_ORIGINS", "CSRF_TRUSTED_ORIGINS")
        if "http://" in env.get(name, "")
    ]
    return of_the_site + [
        f"{name} starts with http://: an identity travels by https:// only."
        for name in ("JALON_PROCONNECT_URL", "JALON_FRANCECONNECT_URL")
        if env.get(name, "").startswith("http://")
    ]


def clear_connections(env: dict[str, str]) -> list[str]:
    """What would reach another machine unencrypted, or without knowing that it is the right one."""
    wrong = []
    for name in ("DATABASE_URL", "JALON_PAGES_DATABASE_URL", "JALON_STREAMS_DATABASE_URL"):
        parts = urlsplit(env.get(name, ""))
        asked = dict(parse_qsl(parts.query))
        host = asked.get("host") or parts.hostname or ""
        if is_elsewhere(host) and asked.get("sslmode") not in CHECKED:
            wrong.append(
                f"{name} leads to another machine without checking it: end it with "
                "?sslmode=verify-full (and sslrootcert=… for an authority of your own)."
            )
    is_clear = env.get("EMAIL_USE_TLS", "").lower() not in {"1", "true", "yes", "on"}
    if is_elsewhere(env.get("EMAIL_HOST", "")) and is_clear:
        wrong.append("EMAIL_HOST is another machine and EMAIL_USE_TLS is off: turn it on.")
    return wrong


def is_elsewhere(host: str) -> bool:
    """Whether it is reached by the network: neither this machine nor a socket in a folder."""
    return bool(host) and not host.startswith("/") and host not in HERE


def refused_by_django(env: dict[str, str]) -> list[str]:
    """What Django finds: the database, its deployment checks, missing migrations."""
    django = [str(PYTHON), "-m", "django"]
    run = subprocess.run(
        [*django, "check", "--deploy", "--fail-level", "WARNING", "--database", "default"],
        env=env,
        capture_output=True,
        text=True,
    )
    if run.returncode:
        said = run.stderr.strip().splitlines()
        shown = [line.strip() for line in said if line.startswith(("?:", "?", "HINT"))] or said[-1:]
        return [f"Django refuses this deployment: {line}" for line in shown]
    run = subprocess.run([*django, "migrate", "--check"], env=env, capture_output=True, text=True)
    if run.returncode:
        return ["The database is not at this version: run ./jalon manage migrate first."]
    return []


def separate_logins(env: dict[str, str]) -> dict[str, str]:
    """How pages and streams log in; refuses to start them as the owner of the tables."""
    try:
        return site.logins(env)
    except Stop as trouble:
        raise Stop(
            "Jalon does not start: pages and streams must not log in as the owner of the tables.\n"
            f"{trouble.sentence}"
        ) from None


def refuse(wrong: list[str]) -> None:
    """Stops with every sentence."""
    if wrong:
        raise Stop("Jalon does not start:\n" + "\n".join(f"  - {what}" for what in wrong))


def keep_up(options: argparse.Namespace, env: dict[str, str], logins: dict[str, str]) -> int:
    """Servers, keeper and post; what dies starts again, after a pause that doubles."""
    children = [
        site.live(site.under(env, logins["streams"]), options.host, options.live_port),
        site.pages(site.under(env, logins["pages"]), options.host, options.port, options.workers),
        site.keeper(env),
        site.post(env),
    ]
    try:
        say(f"Pages on {options.host}:{options.port}, live streams on :{options.live_port}.")
        lives = {child.name: Life() for child in children}
        while True:
            for child in children:
                revive(child, lives[child.name])
            time.sleep(0.2)
    finally:
        stop(children)


class Life:
    """When a child was started, and how long to wait before starting it again."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.pause = 0.5
        self.due: float | None = None


def revive(child: Child, life: Life) -> None:
    """Starts a dead child again once its pause is over; a long life resets the pause."""
    if child.alive():
        return
    now = time.monotonic()
    if life.due is None:
        if now - life.began > LONG_LIFE:
            life.pause = 0.5
        life.due = now + life.pause
        code = child.process.returncode
        say(f"The process of the {child.name} ended ({code}): again in {life.pause:g} s.")
        life.pause = min(life.pause * 2, LONGEST_PAUSE)
    elif now >= life.due:
        stop([child])
        child.start()
        life.began, life.due = now, None
