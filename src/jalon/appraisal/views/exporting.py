"""The comparison table as a spreadsheet: amounts, shares and marks are numbers."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

import openpyxl
from django.utils.translation import gettext as _

from jalon.appraisal.views.worded import Worded
from jalon.calls.content import GridLine

LIBRARY: Any = openpyxl  # it has no types
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
EUROS: Final = "#,##0.00"


def written(rows: Sequence[Worded], lines: Sequence[GridLine]) -> bytes:
    """An XLSX file; no text of it can be taken for a formula."""
    book = LIBRARY.Workbook()
    sheet = book.active
    sheet.title = _("Instruction")[:31]
    sheet.append(_titles(lines))
    for one in rows:
        sheet.append(_cells(one))
        sheet.cell(sheet.max_row, 4).number_format = EUROS
        sheet.cell(sheet.max_row, 5).number_format = "0.00%"
    for cell in sheet[1]:
        cell.font = LIBRARY.styles.Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = 18
    sheet.freeze_panes = "B2"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _titles(lines: Sequence[GridLine]) -> list[str]:
    return [
        _("Projet"), _("Territoire"), _("Porteur"), _("Demandé à l’État, en euros"),
        _("Part du porteur"), _("Personnes"), _("Zones"), _("Éligibilité"), _("Recevabilité"),
        *(f"{one.label} ({one.weight})" for one in lines),
        _("Total"), _("Avis"), _("À voir"), _("Décision"),
    ]  # fmt: skip


def _cells(one: Worded) -> list[Any]:
    row = one.row
    share = Decimal(row.carrier_cents) / row.total_cents if row.total_cents else None
    texts = [one.zones, one.eligibility, one.admissibility]
    return [
        _plain(row.filing.content["title"]), _plain(one.places), _plain(str(row.project.carrier)),
        Decimal(row.state_cents) / 100, share, row.people, *texts, *one.points, one.total,
        _plain(" ; ".join(one.opinions)), _plain(" ; ".join(one.alerts)), one.decision,
    ]  # fmt: skip


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(DANGEROUS) else text
