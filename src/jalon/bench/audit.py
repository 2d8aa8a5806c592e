"""P7: what the record of readings costs a page, how late it is sealed, how fast it is verified.

The page of a dossier is asked in turn with its reading and without (the same statement but for the
INSERT), whole, in this process. Then readings are written at the national peak for `--seconds`
while the keeper seals; then everything is verified. `--people 20000` people in the database.
"""

import argparse
import os
from collections.abc import Callable, Sequence

from jalon.bench.report import Report
from jalon.bench.scratch import scratch_database


def measure(arguments: Sequence[str], say: Callable[[str], None]) -> Report:
    """Fill, measure the three, compare."""
    parser = argparse.ArgumentParser(prog="./jalon bench audit")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--pages", type=int, default=1_500, help="of each of both")
    parser.add_argument("--seconds", type=float, default=75, help="of writing while sealing")
    parser.add_argument("--readings", type=int, default=500_000, help="to verify, at least")
    options = parser.parse_args(arguments)
    os.environ["JALON_SECOND_FACTOR_REQUIRED"] = "0"
    os.environ.setdefault("JALON_LOG_LEVEL", "WARNING")
    with scratch_database("audit"):
        from jalon.bench.register import run  # noqa: PLC0415 - its models need the settings

        return run(options, say)
