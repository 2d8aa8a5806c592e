"""Answers whose time says nothing: neither whether an account exists, nor what was done for it."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar

Function = TypeVar("Function", bound=Callable[..., object])
SECONDS: Final = 0.25  # longer than the work takes; asked a few times a minute at most


def took_the_same_time(function: Function) -> Function:
    """Answer a fixed time after the question, whatever the answer."""

    @wraps(function)
    def waiting(*args: object, **kwargs: object) -> object:
        end = time.monotonic() + SECONDS
        try:
            return function(*args, **kwargs)
        finally:
            time.sleep(max(0.0, end - time.monotonic()))

    return waiting  # type: ignore[return-value]
