"""What becomes of a person's information, in words that are easy to read and to understand.

Each sentence has one idea and fifteen words at most (a test counts them); durations are those of
this deployment. The texts of the law come after, for who wants them.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from jalon.parameters.queries import integer
from jalon.ui.access import public_page

Section = tuple[str, str, list[str]]


@public_page
@require_safe
def your_information(request: HttpRequest) -> HttpResponse:
    context = {
        "sections": [*_about_the_dossier(), *_about_you()],
        "legal_publisher": settings.JALON_LEGAL_PUBLISHER,
        "contact_email": settings.JALON_CONTACT_EMAIL,
        "active": _length("retention.active_months"),
        "archive": _length("retention.archive_months"),
        "answer": _length("request.answer_months"),
        "extended": _length("request.answer_months", "request.extension_months"),
    }
    return render(request, "web/your_information.html", context)


def _about_the_dossier() -> list[Section]:
    return [
        ("folder", _("Votre dossier"), [
            _("Vous avez un dossier pour trouver un emploi."),
            _("Ce dossier dit où vous en êtes."),
            _("Il dit aussi ce qui est difficile pour vous."),
            _("Par exemple : le transport, le logement, la garde des enfants."),
        ]),
        ("hands", _("À quoi sert le dossier"), [
            _("Plusieurs organismes vous aident."),
            _("Ils lisent le même dossier."),
            _("Vous ne répétez pas toujours la même chose."),
            _("Le dossier ne sert pas à vous surveiller."),
            _("Le dossier ne sert pas à chercher des fraudes."),
        ]),
        ("people", _("Qui lit votre dossier"), [
            _("Les personnes qui vous aident lisent votre dossier."),
            _("Chacune lit seulement ce qui est utile à son travail."),
            _("Certaines informations sont plus fragiles."),
            _("Par exemple : la santé ou la justice."),
            _("Peu de personnes ont le droit de les lire."),
            _("Chaque lecture est notée."),
        ]),
        ("never", _("Ce que nous ne demandons jamais"), [
            _("Nous ne demandons pas le nom de vos maladies."),
            _("Nous demandons seulement ce qui vous gêne."),
            _("Par exemple : « ne peut pas porter lourd »."),
            _("Nous ne demandons pas votre religion."),
            _("Nous ne demandons pas votre origine."),
            _("Nous ne demandons pas vos idées politiques."),
            _("Nous ne demandons rien sur votre vie amoureuse."),
        ]),
    ]  # fmt: skip


def _about_you() -> list[Section]:
    return [
        ("calendar", _("Combien de temps"), [
            _("Nous gardons votre dossier pendant votre parcours."),
            _("Ensuite, nous le gardons %(length)s après le dernier contact.")
            % {"length": _length("retention.active_months")},
            _("Puis le dossier est mis de côté pendant %(length)s.")
            % {"length": _length("retention.archive_months")},
            _("Personne dans l’équipe ne le lit alors."),
            _("À la fin, le dossier est détruit."),
        ]),
        ("rights", _("Vos droits"), [
            _("Vous pouvez lire votre dossier."),
            _("Vous pouvez faire corriger une erreur."),
            _("Vous pouvez savoir qui a lu votre dossier."),
            _("Vous pouvez demander pourquoi."),
            _("Vous pouvez dire non à un partage."),
            _("Demander est gratuit."),
        ]),
        ("lock", _("Votre dossier est protégé"), [
            _("Les informations fragiles sont gardées sous clé."),
            _("Chaque personne qui vous aide a son propre compte."),
        ]),
        ("letter", _("À qui écrire"), [
            _("Parlez d’abord à la personne qui vous accompagne."),
            _("Vous pouvez aussi écrire à l’adresse ci-dessous."),
            _("Nous répondons en %(length)s.") % {"length": _length("request.answer_months")},
            _("Vous n’êtes pas d’accord avec la réponse ?"),
            _("Vous pouvez écrire à la CNIL."),
            _("La CNIL protège les informations de chacun."),
        ]),
    ]  # fmt: skip


def _length(*keys: str) -> str:
    """Months, one after the other, as one says it: in years when it falls right."""
    months = sum(integer(key, on=timezone.localdate()) for key in keys)
    if months and months % 12 == 0:
        return ngettext("un an", "%(num)s ans", months // 12) % {"num": months // 12}
    return ngettext("un mois", "%(num)s mois", months) % {"num": months}
