"""The matrix in force in this deployment: the starting one, narrowed by its own file."""

import os
from datetime import date
from functools import lru_cache
from pathlib import Path

from jalon.access.policy.effective import effective, read_narrowings
from jalon.access.policy.matrix import Matrix


@lru_cache(maxsize=8)
def matrix_in_force(on: date) -> Matrix:
    """The matrix of a day, from the file that JALON_POLICY_FILE names. Raises PolicyError."""
    file = os.environ.get("JALON_POLICY_FILE")
    return effective(read_narrowings(Path(file)) if file else [], on=on)
