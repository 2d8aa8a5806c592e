"""Long lists of choices, named in the reader's language, and yes / no / nobody said."""

from typing import Any, Final

from babel import Locale
from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.ui.words import french_sort, locale

# Heard most often first; the others follow in alphabetical order.
FREQUENT_LANGUAGES: Final = ("fr", "ar", "en", "pt", "es", "tr", "ru", "uk", "fa", "ps", "sq", "de")
OTHER_LANGUAGES: Final = (
    "am az be bg bm bn bs ca ckb cs da el et fi ff ga gl ha he hi hr hu hy id ig is it ja ka kab "
    "kk km ko ku ky ln lo lt lv mg mk ml mn mr ms my nb ne nl om or pa pl rm rn ro rw si sk sl sn "
    "so sr sv sw ta te tg th ti tl tk ug ur uz vi wo xh yo zgh zh zu"
).split()
UNKNOWN = ("", _("non renseigné"))


def language_name(code: str) -> str:
    """`ar` → `arabe`; the code itself when nobody knows it."""
    return Locale.parse(locale()).languages.get(code, code)


def country_name(code: str) -> str:
    """`DZ` → `Algérie`; the code itself when nobody knows it."""
    return Locale.parse(locale()).territories.get(code, code)


def languages() -> list[tuple[str, str]]:
    frequent = [(code, language_name(code)) for code in FREQUENT_LANGUAGES]
    named = {language_name(code): code for code in OTHER_LANGUAGES}
    return [*frequent, *((named[name], name) for name in french_sort(named))]


def countries() -> list[tuple[str, Any]]:
    territories = Locale.parse(locale()).territories
    named = {
        name: code for code, name in territories.items() if len(code) == 2 and code.isalpha()
        and code not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
    }  # fmt: skip
    return [UNKNOWN, *((named[name], name) for name in french_sort(named))]


class ListedField(forms.ChoiceField):
    """A choice in a list named in the reader's language; a rarer code already there is kept."""

    def keep(self, code: str | None) -> None:
        if code and code.isalpha() and len(code) <= 3 and not self.valid_value(code):
            known: Any = self.choices
            self.choices = [*known, (code, code)]


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or nobody said: three answers, never two."""

    def __init__(self, **options: Any) -> None:
        choices = [UNKNOWN, ("True", _("oui")), ("False", _("non"))]
        super().__init__(
            choices=choices, coerce=lambda text: text == "True", empty_value=None, **options
        )
