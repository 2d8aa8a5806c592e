"""P7: what row-level security costs: one decision, a caseload of 300, a manager with 100,000.

`--people 200000` says how many dossiers the database holds. The reference, in the same run, is the
same question asked by the owner of the tables, whom no policy concerns; and, for the caseload, a
policy written the naive way, one function call per row, which `slow_ms` shows.
"""

import argparse
from collections.abc import Callable, Sequence

from jalon.bench.report import Report
from jalon.bench.scratch import scratch_database


def measure(arguments: Sequence[str], say: Callable[[str], None]) -> Report:
    """Fill a database, ask as a professional, as a manager and as the owner."""
    parser = argparse.ArgumentParser(prog="./jalon bench rights")
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--keep", action="store_true", help="reuse and keep the database")
    options = parser.parse_args(arguments)
    with scratch_database("rights", keep=options.keep):
        from jalon.bench.need_to_know import run  # noqa: PLC0415 - its models need the settings

        return run(options.people, say)
