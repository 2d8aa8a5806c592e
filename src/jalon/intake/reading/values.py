"""What the cells of each column may hold, and the one form in which each value is kept."""

import re
import unicodedata

import phonenumbers
from stdnum.fr import nir

from jalon.intake.reading.dates import PartialDate
from jalon.intake.reading.problems import BadValue
from jalon.wording.finder import find

LETTERS = re.compile(r"[^\W\d_]")
DIGIT = re.compile(r"\d")
SCIENTIFIC = re.compile(r"\d[.,]\d+[eE]\+?\d+")
FRENCH_PHONE = re.compile(r"(?:\+33|0033|33)?0?([1-9]\d{8})", re.ASCII)
PHONE_NOISE = str.maketrans("", "", " .-()\u00a0\u202f\t/")
# Spaces are taken away afterwards: looked for on both sides, thousands of them would take seconds.
SEVERAL_PHONES = re.compile(r"[;,|\n]|\bou\b|(?<=\d)\s+/\s*(?=[0+])|(?<=\d{8})/(?=0)")
EMAIL = re.compile(r"[^\s@<>\"',;:()\[\]\\]{1,64}@(?:[\w](?:[\w-]{0,61}[\w])?\.)+[^\W\d]{2,24}")
ROME = re.compile(r"\b([A-N]\d{4})\b", re.IGNORECASE | re.ASCII)
CAF = re.compile(r"\d{7}[A-Z]?|\d{13}(?:\d{2})?|[12]\d{4}2[AB]\d{6}(?:\d{2})?", re.ASCII)
FRANCE_TRAVAIL = re.compile(r"\d{7}[A-Z0-9]|\d{10}[A-Z0-9]", re.ASCII)
NIR_BODY = re.compile(r"[1-478]\d{4}(?:\d\d|2[AB])\d{6}(?:\d\d)?", re.ASCII)
OVERSEAS = {  # national prefixes that belong to another country code
    "590": "590", "690": "590", "691": "590", "594": "594", "694": "594",
    "596": "596", "696": "596", "697": "596", "262": "262", "263": "262",
    "692": "262", "693": "262", "639": "262",
}  # fmt: skip
FICTION = "63998"  # 06 39 98 is kept for fiction in mainland France (Arcep), amid Mayotte's 06 39
YES = frozenset({"oui", "o", "yes", "y", "vrai", "true", "1", "x"})
NO = frozenset({"non", "n", "no", "faux", "false", "0"})


def name(text: str) -> str:
    """A name as it is written, spaces tidied; some letters and no digit."""
    tidy = one_line(text)
    if not LETTERS.search(tidy) or DIGIT.search(tidy):
        raise BadValue("name")
    return tidy


def one_line(text: str) -> str:
    """Text on one line, composed accents, single spaces."""
    tidy = " ".join(text.split())
    return tidy if tidy.isascii() else unicodedata.normalize("NFC", tidy)


def free_text(text: str) -> str:
    """Text on one line, that says nothing which must not be written in a dossier."""
    tidy = one_line(text)
    if find(tidy):
        raise BadValue("wording")
    return tidy


def phones(text: str) -> str:
    """International numbers (+33612345678), one per line when the cell holds several."""
    return "\n".join(
        dict.fromkeys(
            phone(each.strip()) for each in SEVERAL_PHONES.split(text.strip()) if each.strip()
        )
    )


def phone(text: str) -> str:
    """One number in international form. A leading zero lost by a spreadsheet is put back."""
    if SCIENTIFIC.fullmatch(text):
        raise BadValue("scientific")
    compact = text.translate(PHONE_NOISE).replace("(0)", "").replace("+330", "+33")
    if match := FRENCH_PHONE.fullmatch(compact):
        national = match[1]
        overseas = None if national.startswith(FICTION) else OVERSEAS.get(national[:3])
        return f"+{overseas or '33'}{national}"
    try:
        number = phonenumbers.parse(text, "FR")
    except phonenumbers.NumberParseException as error:
        raise BadValue("phone") from error
    if not phonenumbers.is_possible_number(number):
        raise BadValue("phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email(text: str) -> str:
    """One address, domain in lower case."""
    tidy = text.strip().removeprefix("mailto:")
    if not EMAIL.fullmatch(tidy) or ".." in tidy:
        raise BadValue("email")
    local, _, domain = tidy.rpartition("@")
    return f"{local}@{domain.lower()}"


def postal_code(text: str) -> str:
    """Five digits; the zero a spreadsheet removed is put back."""
    digits = text.replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) in (4, 5)):
        raise BadValue("postal_code")
    return digits.zfill(5)


def yes_no(text: str) -> bool:
    word = text.strip().lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadValue("yes_no")


def rome(text: str) -> str:
    """A ROME code, alone or beside its label: "Vente (D1106)" is D1106."""
    if match := ROME.search(text):
        return match[1].upper()
    raise BadValue("rome")


def identifier(text: str) -> str:
    """A number of another system, kept as written but for spaces around."""
    if SCIENTIFIC.fullmatch(text.strip()):
        raise BadValue("scientific")
    return one_line(text)


def caf_number(text: str) -> str:
    """The allocataire number of a CAF (seven digits, sometimes a key letter) or of the MSA."""
    compact = _compact(text)
    if compact.isdigit() and len(compact) < 7:
        compact = compact.zfill(7)
    if not CAF.fullmatch(compact):
        raise BadValue("caf_number")
    return compact


def ft_id(text: str) -> str:
    """A France Travail identifier: regional (8 characters) or national (11)."""
    compact = _compact(text)
    if not FRANCE_TRAVAIL.fullmatch(compact):
        raise BadValue("ft_id")
    return compact


def social_security_number(text: str) -> str:
    """The first 13 characters of a NIR, whose key was checked when it was given.

    Corsica's 2A and 2B are kept. Source: code de la sécurité sociale, art. R.115-1; Insee.
    """
    compact = _compact(text).replace(".", "").replace("-", "")
    if not NIR_BODY.fullmatch(compact):
        raise BadValue("nir")
    if len(compact) == 13:
        return compact
    if nir.calc_check_digits(compact) != compact[13:]:
        raise BadValue("nir_key")
    return compact[:13]


def nir_agrees(number: str, born: PartialDate) -> bool:
    """Whether a NIR carries this year and month of birth; unknown months (20 and above) agree."""
    if int(number[1:3]) != born.year % 100:
        return False
    month = int(number[3:5])
    return not 1 <= month <= 12 or born.month in (None, month)


def _compact(text: str) -> str:
    if text.isalnum():  # most numbers: no space, and no point as in 1.2E+06
        return text.upper()
    if SCIENTIFIC.fullmatch(text.strip()):
        raise BadValue("scientific")
    return "".join(text.split()).upper()
