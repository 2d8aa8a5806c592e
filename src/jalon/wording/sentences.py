"""What each class is called, why it may not be written here, and what to do instead, in French."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: Final[dict[str, str | Promise]] = {
    "nir": _("Numéro de sécurité sociale"),
    "bank": _("Numéro de compte ou de carte bancaire"),
    "health": _("Santé"),
    "disability": _("Handicap, invalidité"),
    "justice": _("Justice, violences, protection de l’enfance"),
    "religion": _("Religion"),
    "union": _("Syndicat"),
    "origin": _("Origine"),
    "politics": _("Opinion politique"),
    "sexual_life": _("Vie sexuelle, orientation sexuelle"),
    "judgment": _("Jugement sur la personne"),
}
WHYS: Final[dict[str, str | Promise]] = {
    "nir": _("La loi ne permet ce numéro que dans la case prévue pour lui, où il est chiffré."),
    "bank": _("L’accompagnement n’a pas besoin de ce numéro, et il permet une fraude."),
    "health": _(
        "La loi protège la santé : écrivez ce que cela empêche de faire, jamais la maladie, le "
        "traitement ni le médecin."
    ),
    "disability": _("C’est une donnée de santé : sa place est dans le bloc Droits."),
    "justice": _(
        "La loi réserve ces faits à qui est tenu au secret professionnel : toute l’équipe ne "
        "doit pas les lire."
    ),
    "religion": _("La loi interdit de noter la religion ou les croyances d’une personne."),
    "union": _("La loi interdit de noter l’appartenance syndicale d’une personne."),
    "origin": _("La loi interdit de noter l’origine, la couleur de peau ou l’ethnie."),
    "politics": _("La loi interdit de noter les opinions politiques d’une personne."),
    "sexual_life": _("La loi interdit de noter la vie sexuelle ou l’orientation sexuelle."),
    "judgment": _("La personne peut lire ce texte : écrivez des faits, ce qui a été dit ou fait."),
}
# A better place, by class: a code that the page turns into a link or a button. No place: leave out.
PLACES: Final[dict[str, tuple[str, ...]]] = {
    "health": ("theme:sante", "block:S"),
    "disability": ("edit:rights",),
    "justice": ("block:J",),
}
