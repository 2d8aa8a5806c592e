"""P6: a list of people, from the file to dossiers with their history, then the same file again.

`--people 100000` says how many lines. Every line has the twenty-four columns of a département's
export, NIR included. The reference, in the same run, is a plain COPY of the same cells into one
table without index: nothing checked, recognised, sealed or told.
"""

import argparse
from collections.abc import Callable, Sequence

from jalon.bench.report import Report
from jalon.bench.scratch import scratch_database


def measure(arguments: Sequence[str], say: Callable[[str], None]) -> Report:
    """Make the file, import it twice, compare with COPY."""
    parser = argparse.ArgumentParser(prog="./jalon bench import")
    parser.add_argument("--people", type=int, default=100_000)
    options = parser.parse_args(arguments)
    with scratch_database("import"):
        from jalon.bench.lists import run  # noqa: PLC0415 - its models need the settings

        return run(options.people, say)
