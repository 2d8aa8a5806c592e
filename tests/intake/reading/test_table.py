"""R13: whatever is sent, the table or a precise refusal, and bounded memory."""

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.intake.reading.headers import read_headers
from jalon.intake.reading.limits import Limits
from jalon.intake.reading.problems import FileRefused, sentence
from jalon.intake.reading.table import open_table
from tests.intake.reading.files import (
    ADA,
    TITLES,
    checked,
    codes,
    csv_file,
    opened,
    rewritten,
    xlsx_file,
)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_any_separator_encoding_and_line_ending(separator, encoding, newline):
    [line] = checked(
        csv_file([TITLES, ADA], encoding=encoding, separator=separator, newline=newline)
    )

    assert (line.line, line.values["first_names"], line.values["last_name"], codes(line)) == (
        2,
        "Zoé",
        "Lefèvre",
        [],
    )


def test_the_columns_may_come_in_any_order_after_a_few_words():
    rows = [
        ["Export du 23/11/2026"],
        [""],
        ["NOM", "prenom", "Né(e) le", "n° dossier"],
        ["Lefèvre", "Zoé", "31/12/1980", "7"],
    ]

    [line] = checked(csv_file(rows))

    assert (line.line, line.values["last_name"], line.values["file_id"]) == (4, "Lefèvre", "7")


def test_a_workbook_gives_what_a_text_file_gives():
    rows = [TITLES, ADA]

    assert checked(xlsx_file(rows))[0].values == checked(csv_file(rows))[0].values


def test_an_accent_outside_cp1252_is_reported_in_its_cell():
    file = io.BytesIO(";".join(TITLES).encode("cp1252") + b"\nSI-1;Zo\x81;Lef\xe8vre;31/12/1980\n")

    [line] = checked(file)

    assert codes(line) == [("unreadable", "first_names")]


def test_utf8_read_once_as_cp1252_is_reported_in_its_cell():
    [line] = checked(csv_file([TITLES, ["SI-1", "ZoÃ©", "Lefevre", "31/12/1980"]]))

    assert codes(line) == [("misdecoded", "first_names")]


def test_a_line_of_two_gigabytes_is_refused_with_its_number_and_little_memory():
    class Endless(io.RawIOBase):
        """Two gigabytes of the same letter after a good first line, never held in memory."""

        size, head = 2 * 1024**3, ";".join(TITLES).encode() + b"\n"

        def __init__(self):
            self.at = 0

        def readable(self):
            return True

        def seek(self, offset, whence=0):
            self.at = offset
            return offset

        def read(self, count=-1):
            start, self.at = self.at, min(self.at + count, self.size)
            return (self.head[start:] + b"a" * count)[: self.at - start]

    tracemalloc.start()
    with pytest.raises(FileRefused, match="ligne dépasse 65536 caractères") as refusal:
        open_table(Endless())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert refusal.value.line == 2
    assert peak < 8 * 1024 * 1024


def test_a_file_heavier_than_allowed_is_refused():
    file = csv_file([TITLES, *[ADA] * 1000])

    with pytest.raises(FileRefused, match="dépasse 0 Mo"):
        open_table(file, Limits(file_bytes=10_000))


def test_half_a_text_file_says_where_its_quote_stays_open():
    file = io.BytesIO((";".join(TITLES) + '\nSI-1;Zoé;Lefèvre;31/12/1980\nSI-2;"Ahm').encode())

    with pytest.raises(FileRefused, match="Ligne 3 : un guillemet s’ouvre") as refusal:
        checked(file)
    assert refusal.value.line == 3


def test_a_row_cut_short_is_reported_on_its_line():
    lines = checked(csv_file([TITLES, ADA, ["SI-2", "Ahm"]]))

    assert [(line.line, codes(line)) for line in lines] == [(2, []), (3, [("short_row", "")])]


def test_a_row_too_long_is_reported_on_its_line():
    lines = checked(csv_file([TITLES, [*ADA, "12", "rue"], [*ADA, "", ""]]))

    assert [codes(line) for line in lines] == [[("long_row", "")], []]


def test_a_misplaced_quote_is_reported_and_the_next_line_is_read():
    file = io.BytesIO(
        (";".join(TITLES) + '\nSI-1;"Zoé"e;L;31/12/1980\nSI-2;Ana;Roux;01/02/1990\n').encode()
    )

    lines = checked(file)

    assert [(line.line, codes(line)) for line in lines] == [(2, [("broken_quotes", "")]), (3, [])]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_half_a_workbook_is_refused(share):
    body = xlsx_file([TITLES, *[ADA] * 50]).getvalue()

    with pytest.raises(FileRefused, match="coupé ou abîmé"):
        checked(io.BytesIO(body[: int(len(body) * share)]))


def test_a_zip_bomb_is_measured_not_opened():
    bomb = rewritten(
        xlsx_file([TITLES, ADA]), **{"xl__worksheets__sheet1.xml": b"<a>" + b" " * 80_000_000}
    )

    tracemalloc.start()
    with pytest.raises(FileRefused, match="bombe zip"):
        open_table(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 4 * 1024 * 1024


def test_a_zip_that_lies_about_its_size_is_refused():
    body = bytearray(xlsx_file([TITLES, ADA]).getvalue())
    directory = body.rindex(b"PK\x01\x02")
    body[directory + 24 : directory + 28] = (10).to_bytes(
        4, "little"
    )  # uncompressed size of the last part

    with pytest.raises(FileRefused, match=r"taille annoncée|coupé ou abîmé"):
        open_table(io.BytesIO(bytes(body)))


def test_a_cell_at_the_end_of_the_sheet_takes_no_memory():
    sheet = (
        b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Nom</t></is></c></row>'
        b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
        b"</sheetData></worksheet>"
    )
    file = rewritten(xlsx_file([TITLES, ADA]), **{"xl__worksheets__sheet1.xml": sheet})

    with pytest.raises(FileRefused, match="Ligne 1048576 : la feuille a plus de 200 colonnes"):
        open_table(file)


def test_entities_in_a_workbook_are_refused():
    sheet = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet><sheetData/></worksheet>'

    with pytest.raises(FileRefused, match="définitions"):
        open_table(rewritten(xlsx_file([TITLES, ADA]), **{"xl__worksheets__sheet1.xml": sheet}))


def test_a_zip_that_is_no_workbook_and_an_old_workbook_are_named():
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")

    with pytest.raises(FileRefused, match="pas un classeur XLSX"):
        open_table(other)
    with pytest.raises(FileRefused, match="ancien classeur"):
        open_table(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100))


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b";;;\n;;;", "\ufeff".encode()])
def test_an_empty_file_says_so(content):
    with pytest.raises(FileRefused, match="fichier est vide"):
        open_table(io.BytesIO(content))


def test_a_zero_byte_is_refused_with_its_line():
    file = io.BytesIO(
        (";".join(TITLES) + "\n" + ";".join(ADA) + "\nSI-2;A\x00;B;01/01/1990\n").encode()
    )

    with pytest.raises(FileRefused) as refusal:
        open_table(file)
    assert refusal.value.line == 3


def test_a_formula_is_inert_and_reported():
    text = checked(csv_file([TITLES, ["SI-1", '=HYPERLINK("http://x")', "Lefèvre", "31/12/1980"]]))
    sheet = checked(xlsx_file([TITLES, ["SI-1", "=A1&B1", "Lefèvre", "31/12/1980"]]))

    assert [codes(line) for line in text + sheet] == [[("formula", "first_names")]] * 2
    assert sentence(sheet[0].problems[0], sheet[0].cells).startswith("« =A1&B1 » est une formule")


@pytest.mark.parametrize("start", ["=", "@", "+A", "-A", "\t=", " ="])
def test_every_way_to_start_a_formula_is_seen(start):
    [line] = checked(
        csv_file([TITLES, ["SI-1", f"{start}cmd", "Lefèvre", "31/12/1980"]], separator=";")
    )

    assert codes(line) == [("formula", "first_names")]


def test_duplicate_titles_are_named_and_the_first_column_wins():
    report = read_headers(["Nom", "Prénom", "NOM ", "", "Date de naissance"])

    assert (report.duplicates, report.nameless, report.guesses) == (
        ("Nom", "NOM"),
        (3,),
        ("last_name", "first_names", "", "", "birth_date"),
    )


def test_a_list_longer_than_allowed_is_refused_at_the_line_that_is_too_much():
    file = csv_file([TITLES, *[["S", "A", "B", "1980"]] * 4])

    with pytest.raises(FileRefused, match="Ligne 5 : la liste dépasse 3 lignes"):
        list(open_table(file, Limits(rows=3)).rows)


def test_three_hundred_thousand_lines_in_bounded_memory(tmp_path):
    path = tmp_path / "list.csv"
    with path.open("w") as out:
        out.write(";".join(TITLES) + "\n")
        for number in range(300_000):
            out.write(f"SI-{number};Ana;Roux;01/02/1990\n")

    tracemalloc.start()
    with path.open("rb") as file:
        count = sum(1 for _row in open_table(file).rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (count, peak < 4 * 1024 * 1024) == (300_000, True)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_table_or_a_refusal(content):
    try:
        rows = list(opened(io.BytesIO(content)).rows)
    except FileRefused:
        return
    assert all(isinstance(cell, str) for row in rows for cell in row.cells)


@given(
    st.text(st.characters(codec="cp1252", categories=["L"]), min_size=1, max_size=12).map(
        "d’{}".format
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
)
def test_any_western_name_survives_any_encoding(name, encoding):
    [line] = checked(csv_file([TITLES, ["SI-1", name, "Éé", "1980"]], encoding=encoding))

    # "Éé" beside: alone, some CP1252 bytes would also be valid UTF-8 and read as such.
    assert line.values.get("first_names") == name or codes(line) == [("misdecoded", "first_names")]
