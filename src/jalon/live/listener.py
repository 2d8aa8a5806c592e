"""The one connection that hears every commit; lost, it is made again and screens catch up."""

import asyncio
import logging

import psycopg

from jalon.live.database import DatabaseAway, connect
from jalon.live.hub import Hub

CHANNELS = ("jalon_facts", "jalon_presence", "jalon_sessions")
SLOWEST = 2.0  # seconds between two attempts while the database is away
log = logging.getLogger("jalon.live")


async def listen_forever(hub: Hub) -> None:
    delay = 0.1
    while True:
        try:
            await _listen(hub)
        except (DatabaseAway, psycopg.OperationalError, psycopg.InterfaceError) as error:
            delay = 0.1 if hub.listening else min(delay * 2, SLOWEST)
            log.warning("not listening, next attempt in %.1f s: %s", delay, str(error).strip())
        hub.lost()
        await asyncio.sleep(delay)


async def _listen(hub: Hub) -> None:
    async with await connect() as connection:
        for channel in CHANNELS:
            await connection.execute(f"LISTEN {channel}")
        hub.regained()  # after LISTEN: what is committed from here on will be heard
        async for notify in connection.notifies():
            hub.heard(notify.channel, notify.payload)
