"""A link as a QR code, drawn in a letter: what a telephone reads instead of typing."""

from typing import Any, Final

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET: Final = 4  # modules left white around, as the standard asks


def drawn(address: str) -> tuple[int, str]:
    """The side of the square, in modules, and the path (SVG) of the dark ones."""
    code: Any = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = [(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    return len(rows), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)
