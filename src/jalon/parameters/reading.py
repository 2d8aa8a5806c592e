"""Values read, checked against the law, and said."""

from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.kernel.errors import Refused
from jalon.parameters.parameter import Parameter, Value

YES_NO: Final = {"1": True, "oui": True, "yes": True, "0": False, "non": False, "no": False}


class NotAllowed(Refused):
    """The value is not one, or the law does not let a deployment decide it."""


def parse(parameter: Parameter, text: str) -> Value:
    """The value a text gives. Raises NotAllowed with a sentence when it gives none."""
    text = text.strip()
    try:
        if parameter.kind == "int":
            return int(text)
        if parameter.kind == "decimal":
            return _decimal(text)
        if parameter.kind == "bool":
            return YES_NO[text.lower()]
    except (ValueError, KeyError, InvalidOperation) as error:
        raise NotAllowed(_sentence(parameter)) from error
    if not text:
        raise NotAllowed(_sentence(parameter))
    return text


def written(value: Value) -> str:
    """The text that `parse` reads back."""
    return str(int(value)) if isinstance(value, bool) else str(value)


def require_allowed(parameter: Parameter, value: Value) -> None:
    """Raise NotAllowed, naming the text of law, when the value is out of bounds."""
    bounds = parameter.bounds
    if bounds is None or isinstance(value, str):
        return
    if not bounds.least <= value <= bounds.most:
        raise NotAllowed(
            _("Le texte permet de %(least)s à %(most)s : %(source)s.")
            % {
                "least": said(parameter, bounds.least),
                "most": said(parameter, bounds.most),
                "source": bounds.source,
            }
        )


def said(parameter: Parameter, value: Value) -> str:
    """« 24 mois », « oui »: the value with its unit, in the reader's language."""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, str):
        return value
    count = int(value)
    words = {
        "months": ngettext("%(count)s mois", "%(count)s mois", count),
        "weeks": ngettext("%(count)s semaine", "%(count)s semaines", count),
        "days": ngettext("%(count)s jour", "%(count)s jours", count),
        "hours": ngettext("%(count)s heure", "%(count)s heures", count),
        "minutes": ngettext("%(count)s minute", "%(count)s minutes", count),
        "seconds": ngettext("%(count)s seconde", "%(count)s secondes", count),
        "people": ngettext("%(count)s personne", "%(count)s personnes", count),
        "percent": "%(count)s %%",
        "euros": "%(count)s €",
        "": "%(count)s",
    }
    return words[parameter.unit] % {"count": value}


def _decimal(text: str) -> Decimal:
    number = Decimal(text.replace(",", "."))
    if not number.is_finite():
        raise ValueError(f"{text!r} is not a number")
    return number


def _sentence(parameter: Parameter) -> str:
    return {
        "int": _("Écrivez un nombre entier."),
        "decimal": _("Écrivez un nombre, par exemple 0,5."),
        "bool": _("Répondez par oui ou par non."),
        "text": _("Écrivez une valeur."),
    }[parameter.kind]
