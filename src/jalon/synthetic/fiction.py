"""Numbers and addresses that cannot be anybody's.

- Telephones: the ranges that Arcep keeps for works of fiction (décision 2018-0881).
- E-mail: domains in `.example`, which RFC 2606 keeps for examples.
- SIRET: SIREN that begin with 000, which Insee never gives; the keys are right.
- NIR: the key is right, but the commune of birth is numbered 910 to 999 in its département: the
  highest number ever given in one is 909 (Pas-de-Calais).
- France Travail and benefit numbers begin with SYN.
"""

from random import Random
from unicodedata import normalize

from stdnum import luhn

MOBILE_PREFIX = "+3363998"
LANDLINE_PREFIXES = ("+3319900", "+3326191", "+3335301", "+3346571", "+3353649")
MAIL_DOMAINS = ("courriel.example", "messagerie.example", "poste.example")

# Every metropolitan département of birth but Corsica, whose letters would need another key.
DEPARTMENTS = tuple(f"{number:02d}" for number in range(1, 96) if number != 20)
IMPOSSIBLE_COMMUNES = range(910, 1000)
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ł": "l", "đ": "d", "ß": "ss", "ı": "i", "ø": "o"})


def mobile(dice: Random) -> str:
    return f"{MOBILE_PREFIX}{int(dice.random() * 10_000):04d}"


def landline(number: int) -> str:
    """The landline number of a body of the north-east, in the range kept for fiction."""
    return f"+3335301{number % 10_000:04d}"


def siret(number: int) -> str:
    """The invented SIRET of an organisation: SIREN 000 followed by its number."""
    siren = f"000{number:05d}"
    siren += luhn.calc_check_digit(siren)
    establishment = f"{siren}0001"
    return establishment + luhn.calc_check_digit(establishment)


def nir(number: int, *, female: bool, year: int, month: int | None) -> str:
    """The invented NIR (15 digits, right key) of the person generated under this number.

    Two numbers below 8 million never have the same.
    """
    order, rest = number % 999 + 1, number // 999
    commune = IMPOSSIBLE_COMMUNES[rest % len(IMPOSSIBLE_COMMUNES)]
    department = DEPARTMENTS[rest // len(IMPOSSIBLE_COMMUNES) % len(DEPARTMENTS)]
    # A month of 20 is what a NIR carries when nobody knows the month of birth.
    stem = f"{2 if female else 1}{year % 100:02d}{month or 20:02d}{department}{commune}{order:03d}"
    return f"{stem}{97 - int(stem) % 97:02d}"


def france_travail_id(number: int) -> str:
    return f"SYN{number:09d}"


def benefit_number(number: int) -> str:
    return f"SYN{number:08d}"


def email(dice: Random, first_name: str, last_name: str) -> str:
    """An address made of the first name, the name and a number, in a domain kept for examples."""
    local = f"{local_part(first_name, last_name)}{dice.randrange(1, 100)}"
    return f"{local}@{dice.choice(MAIL_DOMAINS)}"


def local_part(first_name: str, last_name: str) -> str:
    """What stands before the @: first name, point, name, in plain letters."""
    return f"{_ascii(first_name.split(' ')[0])}.{_ascii(last_name)}"


def _ascii(name: str) -> str:
    letters = normalize("NFKD", name.lower().translate(LIGATURES))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())
