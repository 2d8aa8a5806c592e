"""Preparing the next chunk while the database works on this one."""

import gc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


def chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of at most `size` items, in order."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def ahead(raw: Iterator[Item], make: Callable[[Item], Made]) -> Iterator[Made]:
    """`make(item)` for each item, one item ahead, in another thread.

    `raw` is drawn in the caller's thread, so it may use the caller's database connection; `make`
    must not.
    """
    with _seldom_collecting(), ThreadPoolExecutor(1) as pool:
        pending: Future[Made] | None = None
        for item in raw:
            following = pool.submit(make, item)
            if pending is not None:
                yield pending.result()
            pending = following
        if pending is not None:
            yield pending.result()


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """While lines go by, look for cycles once per chunk or so, not every 700 objects.

    Lines hold no cycle: looking at them again and again finds nothing and takes a quarter of
    the time. Memory stays bounded, since they go as soon as nothing refers to them.
    """
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
