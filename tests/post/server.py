"""A real mail server on this machine, which takes, refuses, or does something in between."""

import email
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller


class Server:
    """`taken`: (address, Message-ID, text) of each mail it said yes to, or was about to."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str, str]] = []
        self.at_address: Callable[[str], str | None] = lambda address: None
        self.at_text: Callable[[str], str | None] = lambda address: None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if answer := self.at_address(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = email.message_from_bytes(envelope.content)
        [address] = envelope.rcpt_tos
        answer = self.at_text(address) or "250 OK"
        if answer == "cut":
            server.transport.abort()
        if answer == "cut" or answer.startswith("250"):
            text = message.get_payload(decode=True).decode()
            self.taken.append((address, str(message["Message-ID"]), text))
        return answer

    @contextmanager
    def running(self) -> Iterator["Server"]:
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()


@contextmanager
def cut_in_the_text() -> Iterator[int]:
    """The port of a server that says yes to the text, then cuts the line before its end."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        talk = threading.Thread(target=_cut, args=(door,), daemon=True)
        talk.start()
        yield door.getsockname()[1]
        talk.join()


def _cut(door: socket.socket) -> None:
    line, _address = door.accept()
    line.sendall(b"220 hello\r\n")
    words = line.makefile("rb")
    for word in words:
        is_text = word.lower().startswith(b"data")
        line.sendall(b"354 go\r\n" if is_text else b"250 OK\r\n")
        if is_text:
            break
    words.read(1000)
    words.close()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # cut, not ended
    line.close()
