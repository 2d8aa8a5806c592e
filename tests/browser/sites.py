"""Real servers for the browser: granian for the pages, the streams beside, on the test database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

from django.db import connection

from jalon.config.policy.logins import LOGINS, address_of

SOURCES = Path(__file__).resolve().parents[2] / "src"


@dataclass(frozen=True)
class Site:
    """Addresses of the pages and of the streams, without a final slash."""

    url: str
    live_url: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_database_url() -> str:
    """The address of the database this test run is connected to."""
    given = connection.settings_dict
    host, port = given["HOST"], given["PORT"]
    socket_folder = f"?host={quote(host)}" if host.startswith("/") else ""
    place = "" if socket_folder else f"{host or 'localhost'}:{port or 5432}"
    if socket_folder and port:
        socket_folder += f"&port={port}"
    who = quote(given["USER"]) + (f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else "")
    return f"postgresql://{who}{'@' if who else ''}{place}/{quote(given['NAME'])}{socket_folder}"


def environment_of_this_test() -> dict[str, str]:
    """What leads another process to our code and to the database of this test run."""
    return os.environ | {
        "DATABASE_URL": test_database_url(),
        "DJANGO_SETTINGS_MODULE": "jalon.config.settings",
        "PYTHONPATH": os.pathsep.join([str(SOURCES), str(SOURCES.parent)]),
    }


@contextmanager
def serving(application: str = "jalon.config.wsgi:application", **settings: str) -> Iterator[Site]:
    """Both servers until the block ends; `settings` are environment variables of their own."""
    pages, streams = free_port(), free_port()
    site = Site(f"http://127.0.0.1:{pages}", f"http://127.0.0.1:{streams}")
    environment = environment_of_this_test() | {
        "JALON_LIVE_URL": site.live_url,
        "JALON_PAGE_ORIGINS": site.url,
        "JALON_SECOND_FACTOR_REQUIRED": "0",
        "JALON_LOG_LEVEL": "WARNING",
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        **settings,
    }
    common = ["--host", "127.0.0.1", "--log-level", "warning"]
    commands = [
        ["granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "1", "--no-ws",
         "--port", str(pages), *common, application],
        ["uvicorn", "--port", str(streams), "--timeout-graceful-shutdown", "1", *common,
         "jalon.live.asgi:application"],
    ]  # fmt: skip
    started = [
        subprocess.Popen(
            [sys.executable, "-m", *command],
            env=environment | {"DATABASE_URL": address_of(login)},  # as in a deployment
        )
        for login, command in zip(LOGINS, commands, strict=True)
    ]
    try:
        _wait(f"{site.url}/sante", started[0])
        _wait(f"{site.live_url}/sante", started[1])
        yield site
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=15)


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"the server of {address} stopped with {process.returncode}")
        try:
            with urlopen(address, timeout=2):
                return
        except HTTPError as answer:
            if answer.code < 500:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {address}")
