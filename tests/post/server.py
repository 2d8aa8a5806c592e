"""A real mail server on this machine, which takes, refuses, or does something in between."""

import email
import socket
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
