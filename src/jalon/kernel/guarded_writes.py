"""The one door through which a page that is only looked at may write.

A GET must not change anything; `web` refuses the SQL. What must be written while looking (the
reading itself, the session) says so with `allowed_write("why")`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_allowed: ContextVar[str | None] = ContextVar("allowed_write", default=None)


@contextmanager
def allowed_write(reason: str) -> Iterator[None]:
    """Within this block, a GET may write; `reason` is a word for whoever reads the code."""
    token = _allowed.set(reason)
    try:
        yield
    finally:
        _allowed.reset(token)


def write_is_allowed() -> bool:
    return _allowed.get() is not None
