"""Asking ClamAV about a file: the INSTREAM command of its daemon, over a socket of its own.

Its protocol is ten lines; the libraries that speak it are no longer kept, or read whole files.
"""

import socket
import struct
from collections.abc import Iterable
from typing import Final

PATIENCE: Final = 30.0  # seconds
PIECE: Final = 64 * 1024
LONGEST_ANSWER: Final = 4096


class ScannerAway(Exception):
    """The daemon does not answer, or answers that it could not look."""


def found_in(pieces: Iterable[bytes], address: str) -> str:
    """The name of what was found; empty when nothing was.

    `address`: the path of a socket, or host:port. Raises ScannerAway.
    """
    try:
        with _connected(address) as line:
            line.sendall(b"zINSTREAM\0")
            for piece in pieces:
                for start in range(0, len(piece), PIECE):
                    part = piece[start : start + PIECE]
                    line.sendall(struct.pack("!I", len(part)) + part)
            line.sendall(struct.pack("!I", 0))
            answer = _answer(line)
    except (OSError, ValueError) as error:
        raise ScannerAway(str(error)) from error
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    raise ScannerAway(answer or "no answer")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(PATIENCE)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), PATIENCE)


def _answer(line: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        heard = line.recv(LONGEST_ANSWER)
        if not heard:
            break
        answer += heard
    return answer.rstrip(b"\0").decode(errors="replace").strip()
