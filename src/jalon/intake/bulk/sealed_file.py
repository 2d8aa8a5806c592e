"""A file kept in the database in sealed pieces, and read back without ever being whole."""

import hashlib
import io
from typing import BinaryIO

from jalon.intake.models import ListPart, PeopleList
from jalon.vault.sealing import fingerprint, open_sealed_bytes, seal_bytes

PART = 1024 * 1024


def file_fingerprint(file: BinaryIO) -> tuple[bytes, int]:
    """The keyed HMAC of a file's content, and its size in bytes."""
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while piece := file.read(PART):
        digest.update(piece)
        size += len(piece)
    return fingerprint("list_file", digest.hexdigest()), size


def keep(file: BinaryIO, people_list: PeopleList) -> None:
    """Seal the whole file in the database, piece by piece."""
    file.seek(0)
    number = 0
    while piece := file.read(PART):
        ListPart.objects.create(people_list=people_list, number=number, sealed=seal_bytes(piece))
        number += 1


class SealedFile(io.RawIOBase):
    """The kept file, for reading and seeking; one piece in memory."""

    def __init__(self, people_list: PeopleList) -> None:
        self._list = people_list
        self._at = 0
        self._number, self._piece = -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._list.file_bytes}[whence]
        self._at = max(start + offset, 0)
        return self._at

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        if self._at >= self._list.file_bytes:
            return 0
        number, start = divmod(self._at, PART)
        if number != self._number:
            part = ListPart.objects.get(people_list=self._list, number=number)
            self._number, self._piece = number, open_sealed_bytes(part.sealed)
        piece = self._piece[start : start + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
