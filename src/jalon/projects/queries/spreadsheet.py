"""The financing plan as a spreadsheet, written and read back: one line for each amount."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any, BinaryIO, Final

import openpyxl
from django.utils.translation import gettext as _

from jalon.intake.reading.limits import Limits
from jalon.intake.reading.xlsx_rows import xlsx_rows
from jalon.kernel.errors import Refused
from jalon.projects.models import Funder, Line, Member, Side, Spending

LIBRARY: Any = openpyxl  # it has no types
COLUMNS: Final = 7
WIDTHS: Final = (12, 30, 34, 40, 9, 16, 12)
BOUNDS: Final = Limits(file_bytes=1024 * 1024, rows=2000, columns=20)
MOST_CENTS: Final = 10**13
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")


class UnreadablePlan(Refused):
    """A line of the spreadsheet says something that the plan cannot hold."""


def written(lines: Iterable[Line]) -> bytes:
    """An XLSX file. Amounts are numbers; no text of it can be taken for a formula."""
    book = LIBRARY.Workbook()
    sheet = book.active
    sheet.title = _("Plan de financement")[:31]
    sheet.append(_titles())
    for one in lines:
        member = one.member.siret if one.member else ""
        kind = str(Side(one.side).label)
        nature = Spending(one.post).label if one.post else Funder(one.funder).label
        euros = Decimal(one.amount_cents) / 100
        in_kind = _("oui") if one.is_in_kind else _("non")
        sheet.append([kind, str(nature), member, _plain(one.label), one.year, euros, in_kind])
        sheet.cell(sheet.max_row, 6).number_format = "#,##0.00"
    for cell in sheet[1]:
        cell.font = LIBRARY.styles.Font(bold=True)
    for letter, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def read(file: BinaryIO, members: Sequence[Member]) -> list[Line]:
    """The lines of a spreadsheet that has the columns of `written`, not saved.

    Raises UnreadablePlan, which names the line; FileRefused for what is no workbook.
    """
    known = {one.siret: one for one in members}
    rows = list(xlsx_rows(file, BOUNDS))
    if len(rows) > BOUNDS.rows:
        raise UnreadablePlan(_("Ce tableur a trop de lignes."))
    return [_line(row.line, [*row.cells, *[""] * COLUMNS][:COLUMNS], known) for row in rows[1:]]


def _titles() -> list[str]:
    return [
        _("Sens"), _("Poste ou financeur"), _("SIRET du membre qui finance"), _("Intitulé"),
        _("Année"), _("Montant en euros"), _("En nature"),
    ]  # fmt: skip


def _line(number: int, cells: list[str], members: dict[str, Member]) -> Line:
    side_said, nature, siret, label, year, amount, in_kind = (one.strip() for one in cells)
    side = _code(Side.choices, side_said)
    choices = Spending.choices if side == Side.SPENDING else Funder.choices
    code = _code(choices, nature)
    cents, member = _cents(amount), members.get(siret)
    is_year = year.isdecimal() and 2000 <= int(year[:5]) <= 2100
    for is_right, column in (
        (side, _("Sens")), (code, _("Poste ou financeur")), (is_year, _("Année")),
        (cents, _("Montant en euros")), (not siret or member, _("SIRET du membre qui finance")),
        (member or code != Funder.MEMBER or side == Side.SPENDING, _("SIRET du membre")),
    ):  # fmt: skip
        if not is_right:
            said = _("Ligne %(number)s : la colonne « %(column)s » n’est pas comprise.")
            raise UnreadablePlan(said % {"number": number, "column": column})
    is_spent = side == Side.SPENDING
    return Line(
        side=side, post=code if is_spent else "", funder="" if is_spent else code,
        member=member if code == Funder.MEMBER and not is_spent else None,
        label=label.removeprefix("'")[:200], year=int(year), amount_cents=cents,
        is_in_kind=in_kind.casefold() in ("oui", "1", "true", _("oui")),
    )  # fmt: skip


def _code(choices: Iterable[tuple[Any, Any]], said: str) -> str:
    wanted = said.casefold()
    return next((code for code, label in choices if wanted in (code, str(label).casefold())), "")


def _cents(said: str) -> int:
    try:
        cents = Decimal(said.replace(" ", "").replace("\u202f", "").replace(",", ".")) * 100
        return int(cents) if cents == int(cents) and 0 < cents <= MOST_CENTS else 0
    except (InvalidOperation, ValueError, OverflowError):
        return 0


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(DANGEROUS) else text
