"""Which letter a scan is: its QR code, read in a process of its own."""

import json
import logging
import subprocess
import sys
from typing import Final

logger = logging.getLogger("jalon.letters")
PATIENCE: Final = 30


def codes_in(content: bytes) -> list[str]:
    """The texts of the QR codes of an image or of a PDF; none when nothing can be read."""
    command = [sys.executable, "-m", "jalon.letters.reading"]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=PATIENCE, check=True
        )
        return [str(one) for one in json.loads(done.stdout)]
    except (subprocess.SubprocessError, ValueError):
        logger.warning("the QR codes of a scan could not be read")
        return []
