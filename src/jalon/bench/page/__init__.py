"""P2: the page of a dossier, access decided and reading recorded, at 150 requests a second.

`--sizes 20000,200000` says with how many people in the database; each size has a database, a
server and a run of its own, and beside it, in the same run, the plain ORM version of the page.
`--seconds 20` is how long each load lasts.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Sequence

from jalon.bench.report import Report, Target

SPREAD = 1.2  # P2: the same latency whatever the number of people, within 20 %


def measure(arguments: Sequence[str], say: Callable[[str], None]) -> Report:
    """Measure each size in a process of its own, then put the figures side by side."""
    options = _options(arguments)
    report = Report("page", reference_name="plain ORM page")
    medians = []
    for people in options.sizes:
        say(f"{people:,} people")
        found = _one_size(people, options.seconds, options.keep)
        suffix = f"_{people}"
        report.figures |= {name + suffix: value for name, value in found["page"].items()}
        report.reference |= {name + suffix: value for name, value in found["plain"].items()}
        medians.append(found["page"]["p50_ms"])
        report.targets += [
            Target("p50_ms" + suffix, "at most", 15),
            Target("p95_ms" + suffix, "at most", 50),
            Target("p99_ms" + suffix, "at most", 100),
            Target("most_per_s" + suffix, "at least", 250),
            Target("errors" + suffix, "at most", 0),
            Target("statements" + suffix, "at most", found["page"]["statements"]),
        ]
    report.figures["p50_largest_over_smallest"] = medians[-1] / medians[0]
    report.targets.append(Target("p50_largest_over_smallest", "at most", SPREAD))
    return report


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./jalon bench page")
    parser.add_argument(
        "--sizes", type=lambda text: [int(n) for n in text.split(",")], default=[20_000, 200_000]
    )
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--keep", action="store_true", help="reuse and keep the databases")
    return parser.parse_args(arguments)


def _one_size(people: int, seconds: float, keep: bool) -> dict[str, dict[str, float]]:
    command = [sys.executable, "-m", "jalon.bench.page.one_size", str(people), str(seconds)]
    done = subprocess.run(
        command + (["--keep"] if keep else []), stdout=subprocess.PIPE, text=True, check=True
    )
    answer: dict[str, dict[str, float]] = json.loads(done.stdout.splitlines()[-1])
    return answer
