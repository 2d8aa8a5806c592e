"""Server-sent events, as bytes. Ids and codes only: a name travels in `presence` alone."""

import random

import orjson

BEAT = b"event: beat\ndata: 1\n\n"
PAUSE = b"event: pause\ndata: 1\n\n"
LIVE = b"event: live\ndata: 1\n\n"
RENEW = b"event: renew\ndata: 1\n\n"
NEWS = b"event: news\ndata: 1\n\n"  # something was told to this reader: the bell asks how much
ARRIVALS = b"event: arrivals\ndata: 1\n\n"  # a list brought, or took back, many dossiers


def event(name: str, data: object, position: int | None = None) -> bytes:
    """One event; its id is the journal position a screen resumes from."""
    prefix = b"" if position is None else b"id: %d\n" % position
    return b"%bevent: %b\ndata: %b\n\n" % (prefix, name.encode(), orjson.dumps(data))


def fact(position: int, kind: str, blocks: list[str], by: int | None) -> bytes:
    """A fact of the dossier on screen; `by` is the key of its author in `presence`."""
    data = {"kind": kind, "blocks": blocks, "position": position, "by": by and f"a{by}"}
    return event("fact", data, position)


def own_fact(position: int, blocks: list[str]) -> bytes:
    """A fact of her dossier, to the person: what to ask again, not who did what."""
    return event("fact", {"blocks": blocks, "position": position}, position)


def caseload_fact(dossier: str, position: int, kind: str, blocks: list[str]) -> bytes:
    """A fact of one dossier of a caseload, named by its public id. It has no id to resume from."""
    data = {"dossier": dossier, "kind": kind, "blocks": blocks, "position": position}
    return event("fact", data)


def resync(position: int | None) -> bytes:
    """Too much happened to tell it piece by piece: ask the whole screen again."""
    return event("resync", {"position": position}, position)


def ended(reason: str) -> bytes:
    """Nothing will follow: `rights` (no longer allowed), `session` (signed out)."""
    return event("ended", {"reason": reason})


def retry(lowest: int = 500, highest: int = 3000) -> bytes:
    """When to come back, in milliseconds: at random, so that screens do not return together.

    One line, to stand before an event or alone before an empty line.
    """
    return b"retry: %d\n" % random.randint(lowest, highest)  # noqa: S311 - not a secret
