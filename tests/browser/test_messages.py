"""Where a message ends is never in doubt: what is ambiguous is refused, nothing hides behind it."""

import re
import socket
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from tests.browser.sites import Site

HIDDEN = "GET /sante?hidden HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
LAST = "GET /sante HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
LENGTH = f"Content-Length: {len(HIDDEN)}\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"
# Headers, then what follows the empty line.
AMBIGUOUS = {
    "a length and chunks": (f"{LENGTH}{CHUNKED}", f"0\r\n\r\n{HIDDEN}"),
    "chunks and a length": (f"{CHUNKED}{LENGTH}", f"0\r\n\r\n{HIDDEN}"),
    "two lengths": (f"Content-Length: 0\r\n{LENGTH}", HIDDEN),
    "two lengths in one": (f"Content-Length: 0, {len(HIDDEN)}\r\n", HIDDEN),
    "a length with a sign": (f"Content-Length: +{len(HIDDEN)}\r\n", HIDDEN),
    "a length of less than nothing": ("Content-Length: -1\r\n", HIDDEN),
    "a space before the colon": (f"Transfer-Encoding : chunked\r\n{LENGTH}", f"0\r\n\r\n{HIDDEN}"),
    "chunks under another name": (f"Transfer-Encoding: xchunked\r\n{LENGTH}", HIDDEN),
    "chunks, then something": ("Transfer-Encoding: chunked, identity\r\n", f"0\r\n\r\n{HIDDEN}"),
    "a chunk without its size": (CHUNKED, f"z\r\n\r\n0\r\n\r\n{HIDDEN}"),
    "a header on two lines": ("Transfer-Encoding:\r\n chunked\r\n", f"0\r\n\r\n{HIDDEN}"),
}


@pytest.mark.parametrize("server", ["url", "live_url"])
def test_nothing_hides_behind_a_message_whose_end_is_in_doubt(server: str, live_site: Site) -> None:
    port = urlsplit(getattr(live_site, server)).port or 0
    found = {name: answers(port, *said) for name, said in AMBIGUOUS.items()}

    assert [(name, said) for name, said in found.items() if said not in ([400], [411])] == []
    # The same with a plain end is three messages: they were refused for nothing else.
    assert len(answers(port, "Content-Length: 0\r\n", HIDDEN)) == 3


def answers(port: int, headers: str, body: str) -> list[int]:
    """The statuses of all that the server answers before it closes; one more is asked after."""
    message = f"POST /sante HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n{body}{LAST}"
    heard = b""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(message.encode())
        with suppress(ConnectionResetError):  # closed before all was read
            while piece := line.recv(65536):
                heard += piece
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", heard)]
