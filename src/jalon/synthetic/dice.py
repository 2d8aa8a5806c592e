"""Drawing by weight: by the thousand with numpy, one by one with a person's own dice."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Value = TypeVar("Value")


def draw(rng: np.random.Generator, weights: Sequence[float], size: int) -> Integers:
    """`size` indexes into `weights`, each as likely as its weight."""
    steps = np.cumsum(np.asarray(weights, dtype=float))
    return np.searchsorted(steps, rng.random(size) * steps[-1], side="right").astype(np.int64)


def draw_by(
    rng: np.random.Generator, table: Sequence[Sequence[float]], given: Integers
) -> Integers:
    """For each value of `given`, an index drawn with the weights of that row of the table."""
    result = np.zeros(len(given), dtype=np.int64)
    for row, weights in enumerate(table):
        here = np.flatnonzero(given == row)
        result[here] = draw(rng, weights, len(here))
    return result


class Urn(Generic[Value]):
    """Values, each as likely as its weight, drawn one by one."""

    def __init__(self, weights: Mapping[Value, float]) -> None:
        self.values = list(weights)
        self._steps = list(accumulate(weights.values()))

    def draw(self, dice: Random) -> Value:
        return self.values[bisect(self._steps, dice.random() * self._steps[-1])]


def person_dice(seed: int, index: int) -> Random:
    """The dice of one person: the same for the same seed, whoever else is generated."""
    return Random((seed << 40) + index)
