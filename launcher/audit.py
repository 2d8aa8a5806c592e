"""The dependency audit of `./jalon check`: does a library we pin have a known fault?

One question to OSV (https://osv.dev), the public database of advisories, about all that the locks
pin. A known fault fails. Without an answer, asked twice, nothing is known: it says so loudly and
lets pass, unless JALON_AUDIT_REQUIRED=1, for machines that are known to reach the service.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock", ROOT / "launcher" / "uv.lock"]
# Faults set aside for a while: `IDENTIFIER from YYYY-MM-DD until YYYY-MM-DD reason`, one per line.
ACCEPTED = ROOT / "launcher" / "accepted-advisories.txt"
SERVICE = "https://api.osv.dev/v1/querybatch"
PATIENCE = 20  # seconds
PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
ACCEPTANCE = re.compile(r"^(\S+) from (\d{4}-\d\d-\d\d) until (\d{4}-\d\d-\d\d) \S", re.MULTILINE)
LONGEST = dt.timedelta(days=60)  # the last delay that SECURITY.md promises
TIMES = 2  # how often the service is asked before nobody is said to answer
PAUSE = 1.0  # seconds between them


def main() -> int:
    """0 when nothing is known against what we pin, or when nobody answered and that may be."""
    pinned = pins()
    try:
        known = insistently(pinned, os.environ.get("JALON_AUDIT_SERVICE", SERVICE))
    except (OSError, ValueError) as error:
        print(f"NOT AUDITED: the advisory service did not answer ({error}).")
        print("Nothing is known of the faults of what we pin: audit again where it can be reached.")
        return 1 if os.environ.get("JALON_AUDIT_REQUIRED") == "1" else 0
    faults = {
        name: sorted(set(ids) - accepted(dt.datetime.now(dt.UTC).date()))
        for name, ids in known.items()
    }
    for name, ids in faults.items():
        if ids:
            print(f"{name} has a known fault: {', '.join(ids)}")
    found = any(faults.values())
    if not found:
        print(f"{len(pinned)} libraries, no known fault.")
    return 1 if found else 0


def pins() -> dict[str, str]:
    """Each library of the locks with its version, as `name==version`: version."""
    texts = [lock.read_text() for lock in LOCKS if lock.exists()]
    return {f"{name}=={version}": name for text in texts for name, version in PIN.findall(text)}


def accepted(today: dt.date) -> set[str]:
    """The advisories set aside for now; none for longer than LONGEST, nor once the day is past."""
    text = ACCEPTED.read_text() if ACCEPTED.exists() else ""
    found = set()
    for one, start, end in ACCEPTANCE.findall(text):
        since, until = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
        if since <= today <= until <= since + LONGEST:
            found.add(one)
    return found


def insistently(pinned: dict[str, str], service: str) -> dict[str, list[str]]:
    """The same as `advisories`, asked again when nobody answers: a failure of a moment is none."""
    for _time in range(TIMES - 1):
        try:
            return advisories(pinned, service)
        except (OSError, ValueError):
            time.sleep(PAUSE)
    return advisories(pinned, service)


def advisories(pinned: dict[str, str], service: str) -> dict[str, list[str]]:
    """The identifiers of what is known against each. Raises OSError, ValueError."""
    packages = [
        {"package": {"ecosystem": "PyPI", "name": name}, "version": pin.split("==")[1]}
        for pin, name in pinned.items()
    ]
    request = urllib.request.Request(
        service,
        json.dumps({"queries": packages}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        told: Any = json.load(answer)
    results = told.get("results") if isinstance(told, dict) else None
    if not isinstance(results, list) or len(results) != len(packages):
        raise ValueError("an answer that is not one for each library")
    return {
        pin: [one["id"] for one in result.get("vulns", [])]
        for pin, result in zip(pinned, results, strict=True)
    }


if __name__ == "__main__":
    sys.exit(main())
