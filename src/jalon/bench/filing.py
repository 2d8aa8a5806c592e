"""The last hour of a call: 500 projects filed, two thirds in the last ten minutes; nothing lost.

`--projects 500 --seconds 240`: the hour is pressed into so many seconds, the call closing at its
end to the second. Each carrier clicks twice, as hurried people do. Every answer "filed" must be one
filing with one fact, whose instant is that of the click to the second; a few who click after the
closing must be refused, and find their draft.
"""

import argparse
import os
from collections.abc import Callable, Sequence

from jalon.bench.report import Report
from jalon.bench.scratch import scratch_database
from jalon.bench.servers import pages


def measure(arguments: Sequence[str], say: Callable[[str], None]) -> Report:
    """Fill a database with drafts that lack nothing, then file them through the pages."""
    parser = argparse.ArgumentParser(prog="./jalon bench filing")
    parser.add_argument("--projects", type=int, default=500)
    parser.add_argument("--seconds", type=int, default=240)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", action="store_true", help="keep the database")
    options = parser.parse_args(arguments)
    os.environ["JALON_SECOND_FACTOR_REQUIRED"] = "0"
    with scratch_database("filing", keep=options.keep):
        from jalon.bench.last_hour import LastHour  # noqa: PLC0415 - its models need the settings
        from jalon.config.policy.logins import LOGINS, address_of  # noqa: PLC0415

        hour = LastHour(options.projects, options.seconds, say)
        with pages(workers=options.workers, database=address_of(LOGINS[0])) as (port, _process):
            return hour.lived(port)
