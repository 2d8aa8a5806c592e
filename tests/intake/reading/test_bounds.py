"""R13: a workbook or a text made to fill the memory is refused where it overflows."""

import io
import random
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from jalon.intake.reading.problems import FileRefused
from jalon.intake.reading.table import open_table
from tests.intake.reading.files import ADA, TITLES, checked, csv_file, rewritten, xlsx_file

MEGABYTE = 1024 * 1024
HEAD = b"<worksheet><sheetData>"
ROW = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c></row>'


def noise(size: int) -> bytes:
    """Letters that compress no more than a list does, so that only their length is at fault."""
    return random.Random(7).randbytes(size // 2).hex().encode()


def workbook(*rows: bytes, **parts: bytes) -> io.BytesIO:
    sheet = HEAD + b"".join(rows) + b"</sheetData></worksheet>"
    parts = {"xl__worksheets__sheet1.xml": sheet, **parts}
    return rewritten(xlsx_file([TITLES, ADA]), **parts)


@contextmanager
def within(megabytes: int) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < megabytes * MEGABYTE


def everything(file):
    return list(open_table(file).rows)


def test_a_cell_of_many_megabytes_names_its_line_and_column():
    file = workbook(
        ROW % (1, 1, b"Nom"),
        b'<row r="2"><c r="AB2" t="inlineStr"><is><t>'
        + noise(16 * MEGABYTE)
        + b"</t></is></c></row>",
    )

    with (
        within(4),
        pytest.raises(FileRefused, match="Ligne 2 : la cellule de la colonne AB dépasse 32767"),
    ):
        everything(file)


def test_a_formula_of_many_megabytes_is_refused_too():
    file = workbook(b'<row r="1"><c r="A1"><f>' + noise(8 * MEGABYTE) + b"</f></c></row>")

    with within(4), pytest.raises(FileRefused, match="Ligne 1 : la cellule de la colonne A"):
        everything(file)


def test_a_shared_text_of_many_megabytes_is_refused():
    texts = b"<sst><si><t>" + noise(16 * MEGABYTE) + b"</t></si></sst>"
    file = rewritten(xlsx_file([TITLES, ADA]), **{"xl__sharedStrings.xml": texts})

    with within(4), pytest.raises(FileRefused, match="Un texte du classeur dépasse 32767"):
        everything(file)


def test_a_long_shared_text_told_in_each_cell_is_refused_at_its_line():
    texts = b"<sst><si><t>" + noise(32_000) + b"</t></si></sst>"
    cells = b"".join(b'<c t="s"><v>0</v></c>' for _each in range(200))
    file = workbook(b'<row r="7">' + cells + b"</row>", **{"xl__sharedStrings.xml": texts})

    with within(4), pytest.raises(FileRefused, match="Ligne 7 : la ligne dépasse 65536"):
        everything(file)


@pytest.mark.parametrize("start", [b"<!--", b'<row r="', b"<c x='"])
def test_a_tag_without_end_is_refused(start):
    file = workbook(start + noise(16 * MEGABYTE))

    with within(8), pytest.raises(FileRefused, match="coupé ou abîmé"):
        everything(file)


@pytest.mark.parametrize(
    "numbers", [["x"], ["1", "²"], ["0"], ["-1"], ["1", "1048577"], ["3", "2"], ["2", "2"], ["1e3"],
                ["9" * 5000]]
)  # fmt: skip
def test_a_line_number_that_is_none_is_refused(numbers):
    rows = [
        f'<row r="{n}"><c t="inlineStr"><is><t>Nom</t></is></c></row>'.encode() for n in numbers
    ]

    with pytest.raises(FileRefused, match="le numéro de la ligne"):
        everything(workbook(*rows))


def test_lines_without_numbers_follow_each_other():
    row = b'<row><c t="inlineStr"><is><t>Nom</t></is></c></row>'

    assert [each.line for each in everything(workbook(row, row, row))] == [2, 3]


@pytest.mark.parametrize("number", ["²", "x", "-1", "9" * 5000, "12"])
def test_a_text_number_that_is_none_gives_an_empty_cell(number):
    cells = f'<c t="s"><v>{number}</v></c><c t="inlineStr"><is><t>Zoé</t></is></c>'
    file = workbook(ROW % (1, 1, b"Nom"), f'<row r="2">{cells}</row>'.encode())

    assert [row.cells[0] for row in everything(file)] == [""]


def test_a_column_named_by_a_million_letters_is_refused_at_once():
    file = workbook(b'<row r="1"><c r="' + b"A" * 1_000_000 + b'"/></row>')

    with pytest.raises(FileRefused, match="plus de 200 colonnes"):
        everything(file)


def test_a_line_of_text_that_a_million_quoted_cells_make_is_refused_where_it_starts():
    head = (";".join(TITLES) + "\n" + ";".join(ADA) + "\n").encode()
    file = io.BytesIO(head + b'"\n";' * 1_000_000 + b"x\n")

    with within(4), pytest.raises(FileRefused, match="Ligne 3 : un guillemet ouvert ici"):
        everything(file)


def test_a_quoted_cell_over_long_lines_is_refused_where_it_starts():
    head = (";".join(TITLES) + "\n").encode()
    file = io.BytesIO(head + b'"' + (noise(60_000) + b"\n") * 900 + b'"\n')

    with within(8), pytest.raises(FileRefused, match="Ligne 2 : un guillemet ouvert ici"):
        everything(file)


def test_a_quoted_address_over_a_few_lines_is_read():
    lines = checked(csv_file([TITLES, ["SI-1", "Zoé", '"Lefèvre\n\n"', "31/12/1980"], ADA]))

    assert [(line.line, line.values["last_name"]) for line in lines] == [
        (2, "Lefèvre"),
        (5, "Lefèvre"),
    ]
