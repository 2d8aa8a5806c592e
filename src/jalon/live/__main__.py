"""Run the stream process: `python -m jalon.live --port 8001`."""

import argparse
import socket

import uvicorn

DEAD_PEER = 30_000  # milliseconds without acknowledgement before a stream's connection is dropped
UNREAD = 64 * 1024  # bytes the system may keep for a reader who does not read
WAITING = 4096  # connections that may wait to be accepted, when everyone comes back at once


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m jalon.live", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    options = parser.parse_args()
    server = uvicorn.Server(
        uvicorn.Config(
            "jalon.live.asgi:application", loop="uvloop", http="httptools", ws="none",
            lifespan="on", log_level="warning", access_log=False, date_header=False,
            server_header=False, proxy_headers=False, timeout_keep_alive=5,
            timeout_graceful_shutdown=5,
        )
    )  # fmt: skip
    server.run(sockets=[listening(options.host, options.port)])


def listening(host: str, port: int) -> socket.socket:
    """A socket whose connections die with their readers, even those who never said goodbye."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.create_server((host, port), family=family, backlog=WAITING)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, UNREAD)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_PEER)
    bound.setblocking(False)
    return bound


if __name__ == "__main__":
    main()
