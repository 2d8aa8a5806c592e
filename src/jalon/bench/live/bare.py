"""The physical limit: a server of events that knows nothing, checks nothing, stores nothing.

`python -m jalon.bench.live.bare PORT`: GET /flux?sujet=TOPIC opens a stream, each line "TOPIC
POSITION" on stdin is told to the streams of that topic.
"""

import asyncio
import resource
import sys
from collections import defaultdict
from typing import cast

import uvloop

HEAD = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\nid: 0\nevent: hello\ndata: {}\n\n"
)
DATA = b'{"kind":"note.written","blocks":["timeline"],"position":%d,"by":"a1"}'
streams: dict[bytes, set[asyncio.Transport]] = defaultdict(set)


class Stream(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.topic = b""

    def data_received(self, data: bytes) -> None:
        self.topic = data.partition(b"sujet=")[2].partition(b" ")[0]
        streams[self.topic].add(self.transport)
        self.transport.write(HEAD)

    def connection_lost(self, error: Exception | None) -> None:
        streams[self.topic].discard(self.transport)


async def main(port: int) -> None:
    loop = asyncio.get_running_loop()
    await loop.create_server(Stream, "127.0.0.1", port, backlog=4096)
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    print("ready", flush=True)
    while line := await lines.readline():
        topic, position = line.split()
        event = b"id: %b\nevent: fact\ndata: %b\n\n" % (position, DATA % int(position))
        for transport in streams.get(topic, ()):
            transport.write(event)


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    uvloop.run(main(int(sys.argv[1])))
