"""An XLSX file is a zip: what it really unpacks to is measured before it is read."""

import struct
import zipfile
import zlib
from typing import BinaryIO

from django.utils.translation import gettext as _

from jalon.intake.reading.limits import LIMITS, Limits
from jalon.intake.reading.problems import FileRefused

PIECE = 64 * 1024
LOCAL_HEADER = struct.Struct("<4s5H3L2H")


def open_zip(file: BinaryIO, limits: Limits = LIMITS) -> zipfile.ZipFile:
    """The archive, once its size is known. Raises FileRefused on a cut file or one that swells."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, EOFError, OSError) as error:
        raise FileRefused(
            _("Le fichier XLSX est coupé ou abîmé. Exportez-le ou envoyez-le de nouveau.")
        ) from error
    entries = archive.infolist()
    if len(entries) > limits.zip_entries:
        raise FileRefused(
            _("Le fichier XLSX contient trop d’éléments. Copiez la liste dans un classeur neuf.")
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise FileRefused(
            _("Le fichier XLSX est protégé par un mot de passe. Enregistrez-le sans mot de passe.")
        )
    _measure(file, entries, limits)
    return archive


def _measure(file: BinaryIO, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Unpack every entry into nothing: a lying header is found out, memory holds one piece."""
    total = 0
    for entry in entries:
        unpacked = 0
        for size in _unpacked_sizes(file, entry):
            unpacked += size
            total += size
            swollen = unpacked > 1024 * 1024 and unpacked > limits.unzipped_ratio * max(
                entry.compress_size, 1
            )
            if total > limits.unzipped_bytes or swollen:
                raise FileRefused(
                    _(
                        "Le fichier XLSX gonfle démesurément à l’ouverture (« bombe zip »). "
                        "Il n’a pas été ouvert."
                    )
                )
        if unpacked != entry.file_size:
            raise FileRefused(
                _(
                    "Le fichier XLSX est abîmé : une de ses parties n’a pas la taille "
                    "annoncée. Exportez-le de nouveau."
                )
            )


def _unpacked_sizes(file: BinaryIO, entry: zipfile.ZipInfo):  # type: ignore[no-untyped-def]
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FileRefused(
            _(
                "Le fichier XLSX est compressé d’une façon inconnue. Enregistrez-le de "
                "nouveau avec un tableur."
            )
        )
    file.seek(entry.header_offset)
    header = file.read(LOCAL_HEADER.size)
    if len(header) < LOCAL_HEADER.size:
        raise FileRefused(
            _("Le fichier XLSX est coupé ou abîmé. Exportez-le ou envoyez-le de nouveau.")
        )
    *_rest, name_length, extra_length = LOCAL_HEADER.unpack(header)
    file.seek(name_length + extra_length, 1)
    if entry.compress_type == zipfile.ZIP_STORED:
        yield entry.compress_size
        return
    inflate, left = zlib.decompressobj(-15), entry.compress_size
    try:
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            while piece and not inflate.eof:
                yield len(inflate.decompress(piece, PIECE))
                piece = inflate.unconsumed_tail
    except zlib.error as error:
        raise FileRefused(
            _("Le fichier XLSX est coupé ou abîmé. Exportez-le ou envoyez-le de nouveau.")
        ) from error
