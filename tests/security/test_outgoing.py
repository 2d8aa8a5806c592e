"""No request leaves but those configured: what speaks to the network is named here, and to whom."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "jalon"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "bench" not in path.parts)
SPEAKS = {
    *("requests", "httpx", "urllib3", "aiohttp", "http.client", "urllib.request", "socket"),
    *("ftplib", "poplib", "imaplib", "smtplib", "telnetlib", "xmlrpc", "websockets", "paramiko"),
    *("asyncio.open_connection", "ssl", "socketserver"),
}
MAY = {
    # The identity providers: known hosts only, no redirection, bounded in time and size.
    "web/signin/federation/fetching.py": {"requests"},
    # ClamAV's daemon: one address, which the deployment gives; nothing typed is put in it.
    "web/clamd.py": {"socket", "asyncio.create_connection"},
    # Listens; connects to nothing.
    "live/__main__.py": {"socket"},
}
# What reads an address given to it, without looking like a network library.
READS_ADDRESSES = {"urlopen", "urlretrieve", "open_connection", "create_connection"}


def imports(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Attribute) and node.attr in READS_ADDRESSES:
            yield f"asyncio.{node.attr}"


def speaking(source: str) -> set[str]:
    """The network libraries that a module could speak through."""
    return {
        library
        for name in imports(source)
        for library in SPEAKS | {f"asyncio.{name}" for name in READS_ADDRESSES}
        if name == library or name.startswith(f"{library}.")
    }


@pytest.mark.parametrize(
    "source",
    [
        "import requests",
        "from urllib.request import urlopen",
        "from urllib import request",
        "import http.client",
        "asyncio.open_connection()",
    ],
)
def test_the_check_sees_what_speaks(source):
    assert speaking(source)


def test_only_named_modules_speak_to_the_network():
    found = {
        path.relative_to(PACKAGE).as_posix(): said
        for path in MODULES
        if (said := speaking(path.read_text()))
    }

    assert found == {name: said for name, said in MAY.items() if name in found}


def test_no_page_fetches_from_elsewhere():
    """Templates and scripts load nothing from another site."""
    from_elsewhere = [
        f"{path.relative_to(ROOT)}:{number}"
        for kind in ("*.html", "*.js", "*.css")
        for path in (PACKAGE).rglob(kind)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        for start in ('src="http', "src='http", 'fetch("http', "@import", "url(http", "url(//")
        if start in line
    ]

    assert from_elsewhere == []
