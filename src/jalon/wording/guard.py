"""Ask before saving: what people write is either unobjectionable, insisted on, or not saved."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from jalon.kernel.errors import Refused
from jalon.wording.finder import Found, find
from jalon.wording.lexicon import CODES, Gravity, lexicon

LONGEST_REASON: Final = 500


@dataclass(frozen=True)
class Insistence:
    """What the writer keeps all the same: the classes they were shown, and why."""

    classes: frozenset[str] = frozenset()
    reason: str = ""


NONE: Final = Insistence()


@dataclass(frozen=True)
class Caution:
    """One class found in one field: where, in the text as it was typed."""

    code: str
    field: str
    text: str
    places: tuple[tuple[int, int], ...]

    @property
    def gravity(self) -> Gravity:
        return lexicon().classes[self.code].gravity

    @property
    def source(self) -> str:
        return lexicon().classes[self.code].source

    @property
    def words(self) -> list[str]:
        return [self.text[start:end] for start, end in self.places]


class WordsToReview(Refused):
    """The text says something that has no place there; `cautions` say what, where and why."""

    def __init__(self, cautions: list[Caution]) -> None:
        self.cautions = cautions
        if any(one.gravity == Gravity.MUST_GO for one in cautions):
            sentence = _("Retirez le numéro de ce texte : il ne peut pas y être enregistré.")
        else:
            sentence = _("Relisez avant d’enregistrer : ce texte dit plus qu’il ne faut.")
        super().__init__(sentence)


def cautions(texts: Mapping[str, str], *, at_home: Collection[str] = ()) -> list[Caution]:
    """What to look at again in the fields of a form, by name; classes at home are no matter."""
    told = []
    for field, text in texts.items():
        found = find(text)
        for code in CODES:
            if code not in at_home and (places := _places(found, code)):
                told.append(Caution(code, field, text, places))
    return told


def review(
    texts: Mapping[str, str], *, at_home: Collection[str] = (), insistence: Insistence = NONE
) -> tuple[str, ...]:
    """The classes that are insisted on, none for most texts. Raises WordsToReview.

    A number that must go cannot be insisted on, in the text or in the reason; a serious class
    needs a reason; a class that the writer was not shown is not insisted on.
    """
    told = cautions(texts, at_home=at_home)
    refused = [one for one in told if not _is_insisted_on(one, insistence)]
    refused += [
        one for one in cautions({"reason": insistence.reason}) if one.gravity == Gravity.MUST_GO
    ]
    if refused:
        raise WordsToReview([*(one for one in told if one not in refused), *refused])
    return tuple(dict.fromkeys(one.code for one in told))


def review_own(texts: Mapping[str, str]) -> None:
    """About herself the person writes what she likes, but for numbers that must not be kept.

    Raises WordsToReview.
    """
    classes = lexicon().classes
    review(texts, at_home=[code for code in CODES if classes[code].gravity != Gravity.MUST_GO])


def _is_insisted_on(caution: Caution, insistence: Insistence) -> bool:
    if caution.gravity == Gravity.MUST_GO or caution.code not in insistence.classes:
        return False
    return caution.gravity == Gravity.REMARK or bool(insistence.reason.strip())


def _places(found: list[Found], code: str) -> tuple[tuple[int, int], ...]:
    return tuple((one.start, one.end) for one in found if one.code == code)
