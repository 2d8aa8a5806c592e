"""A few lines of Python run in a process of its own, under the settings of production."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def production(code: str, **environment: str) -> str:
    """What the code printed; its environment says https."""
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"JALON_HTTPS": "1", "PYTHONPATH": str(ROOT / "src")} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout
