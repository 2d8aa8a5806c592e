"""What the commands on the register say, in the language of the terminal."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

WRONG: Final[dict[str, Any]] = {
    "enough": _("… et peut-être d’autres : la vérification s’arrête ici."),
    "seal_lost": _("Lecture %(reading)s (place %(place)s) : scellée, mais son sceau a disparu."),
    "other_root": _("Sceau %(seal)s : ses lectures ne donnent pas sa racine."),
    "seal_missing": _("Sceau %(seal)s : manque (le suivant est le sceau %(next)s)."),
    "other_start": _("Sceau %(seal)s : commence à la place %(place)s, %(expected)s attendue."),
    "broken_chain": _("Sceau %(seal)s : ne suit pas le sceau %(before)s (chaîne rompue)."),
    "other_key": _(
        "Sceau %(seal)s : fait avec une autre clé (%(key)s). "
        "Donnez-la dans JALON_SEAL_OLD_KEYS si elle est d’ici."
    ),
    "false_signature": _("Sceau %(seal)s : altéré (sa signature est fausse)."),
    "stray_place": _("Place %(place)s : n’appartient à aucun sceau."),
    "place_missing": _(
        "Lecture à la place %(place)s (sceau %(seal)s) : manque, et sa place aussi."
    ),
    "missing": _("Lecture %(reading)s (place %(place)s, sceau %(seal)s) : manque."),
    "altered": _(
        "Lecture %(reading)s (place %(place)s, sceau %(seal)s) : altérée ou échangée avec une"
        " autre."
    ),
    "impossible_date": _(
        "Lecture %(reading)s (place %(place)s, sceau %(seal)s) : datée du %(date)s, ce qui est"
        " impossible."
    ),
    "false_purge": _("Sceau %(seal)s : sa purge est fausse (lectures supprimées)."),
    "early_purge": _("Sceau %(seal)s : purgé avant le terme."),
    "purge_order": _("Sceau %(seal)s : purgé alors qu’un plus ancien ne l’est pas."),
    "purged_place": _("Place %(place)s : d’un sceau pourtant purgé."),
    "not_signed_here": _("Sceau %(seal)s : la ligne exportée n’est pas signée d’ici."),
    "made_again": _("Sceau %(seal)s : refait depuis (la ligne exportée dit autre chose)."),
    "cut_off": _(
        "Sceau %(seal)s : exporté puis supprimé, avec ce qui suit ; sa première lecture était à"
        " la place %(place)s."
    ),
    "added": _("Lecture %(reading)s : ajoutée après coup, jamais scellée."),
    "never_sealed": _(
        "Lecture %(reading)s du %(date)s : n’est pas scellée (sceaux supprimés, ou gardien arrêté)."
    ),
}


def language_of(environ: Mapping[str, str]) -> str:
    """The language of a terminal, as POSIX names it; ours when it says nothing that we speak."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    said = next((environ[name] for name in names if environ.get(name)), "")
    code = said.replace(".", "_").split("_")[0].lower()
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
