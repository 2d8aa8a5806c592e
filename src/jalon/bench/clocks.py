"""Deadlines of all dossiers computed again after a change of strategy, against one plain SQL pass.

`--people 2000000` says how many dossiers. The reference, in the same run: one UPDATE of the same
rows that adds a day to each date, which computes nothing.
"""

import argparse
from collections.abc import Callable, Sequence

from jalon.bench.report import Report
from jalon.bench.scratch import scratch_database


def measure(arguments: Sequence[str], say: Callable[[str], None]) -> Report:
    """Fill a database, compute, change the strategy, compute again."""
    parser = argparse.ArgumentParser(prog="./jalon bench clocks")
    parser.add_argument("--people", type=int, default=2_000_000)
    parser.add_argument("--keep", action="store_true", help="reuse and keep the database")
    options = parser.parse_args(arguments)
    with scratch_database("clocks", keep=options.keep):
        from jalon.bench.winding import run  # noqa: PLC0415 - its models need the settings

        return run(options.people, say)
