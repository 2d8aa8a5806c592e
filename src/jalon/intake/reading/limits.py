"""What a list may be, at most. Beyond, the file is refused before it is read whole."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds of one file. Bytes and characters; a département holds about 60,000 people at most."""

    file_bytes: int = 200 * 1024 * 1024
    rows: int = 400_000
    columns: int = 200
    line_bytes: int = 64 * 1024
    line_pieces: int = 1_000  # lines of text that a quoted cell may make of one line
    cell_characters: int = 2_000
    held_characters: int = 32_767  # what a spreadsheet lets one write in a cell
    sheet_lines: int = 1_048_576
    xml_token_bytes: int = 1024 * 1024
    unzipped_bytes: int = 1024 * 1024 * 1024
    unzipped_ratio: int = 250
    zip_entries: int = 500
    shared_text_bytes: int = 256 * 1024 * 1024


LIMITS = Limits()
