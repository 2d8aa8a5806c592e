"""What a text must hold before it is kept, sent or signed: it adds up, and what began stays."""

import re
from datetime import date
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from jalon.appraisal.models import Decision
from jalon.calls.money import euros
from jalon.grants.changing import begun_payments, begun_reports
from jalon.grants.content import articles, reports, schedule
from jalon.grants.models import AgreementVersion
from jalon.kernel.errors import Refused
from jalon.ui.dates import month, plain_day, short_day

AMOUNT: Final = "montant"  # the articles that say again what the schedule says
TERM: Final = "duree"


class DoesNotAddUp(Refused):
    """The payments add up to the grant, to the cent; it ends after it starts; what began stays."""


class SaysTwoThings(Refused):
    """An article and the schedule, signed together, do not say the same."""


def check(version: AgreementVersion) -> None:
    """Raises DoesNotAddUp."""
    sum_cents = sum(one["cents"] for one in version.schedule)
    if sum_cents != version.amount_cents:
        said = _("Les versements font %(sum)s et la subvention est de %(amount)s.")
        amounts = {"sum": euros(sum_cents), "amount": euros(version.amount_cents)}
        raise DoesNotAddUp(said % amounts)
    if version.amount_cents <= 0 or any(one["cents"] <= 0 for one in version.schedule):
        raise DoesNotAddUp(_("Une subvention nulle ne fait pas une convention."))
    if version.ends_on <= version.starts_on:
        raise DoesNotAddUp(_("La fin vient après le début."))
    _check_the_decision(version)
    _check_what_began(version)


def _check_the_decision(version: AgreementVersion) -> None:
    """The first text grants what was announced or less; more takes an amendment, which says why."""
    if version.number > 1:
        return
    known = Decision.objects.filter(
        project=version.agreement.project_id, announcement__isnull=False
    )
    decided = known.values_list("amount_cents", flat=True).first() or 0
    if version.amount_cents > decided:
        said = _("La subvention décidée est de %(amount)s : la convention ne la dépasse pas.")
        raise DoesNotAddUp(said % {"amount": euros(decided)})


def _check_what_began(version: AgreementVersion) -> None:
    planned = schedule(version.schedule)
    for one in begun_payments(version.agreement):
        if one not in planned:
            raise DoesNotAddUp(_("Un versement déjà demandé ne change plus : laissez-le tel quel."))
        planned.remove(one)
    if set(begun_reports(version.agreement)) - set(reports(version.reports)):
        raise DoesNotAddUp(_("Un rapport déjà remis garde sa date."))


def check_words(version: AgreementVersion) -> None:
    """The amount and the days of the articles are those of the schedule. Raises SaysTwoThings."""
    known = {one.code: one for one in articles(version.articles)}
    if AMOUNT in known and not _says_amount(known[AMOUNT].text, version.amount_cents):
        said = _("L’article « %(title)s » ne dit pas le montant de la subvention : %(amount)s.")
        amount = euros(version.amount_cents)
        raise SaysTwoThings(said % {"title": known[AMOUNT].title, "amount": amount})
    if TERM in known:
        for day in (version.starts_on, version.ends_on):
            if not _says_day(known[TERM].text, day):
                said = _("L’article « %(title)s » ne dit pas cette date : %(day)s.")
                raise SaysTwoThings(said % {"title": known[TERM].title, "day": plain_day(day)})


def _plain(text: str) -> str:
    """The same text, its spaces plain."""
    return " ".join(text.split())


def _says_amount(text: str, cents: int) -> bool:
    """Whether this amount stands there whole: 80 000 is not said by 180 000, nor by 80 000,50."""
    units, rest = divmod(cents, 100)
    written = f"{units:,}".split(",")
    decimals = rf"[,.]{rest:02}" if rest else r"(?:[,.]00)?"
    wanted = r"(?<!\d)(?<!\d[ .,])" + "[ .,]?".join(written) + decimals + r"(?![,.]?\d)"
    return re.search(wanted, _plain(text)) is not None


def _says_day(text: str, day: date) -> bool:
    """Whether this day stands there, in letters or in figures, in any language of the pages."""
    known = [f"{day:%d/%m/%Y}"]
    for language, _name in settings.LANGUAGES:
        with override(language):
            months = (f"{day.day} {month(day)}", f"{day.day}er {month(day)}")
            known += [plain_day(day), short_day(day), *months]
    wanted = "|".join(re.escape(_plain(one)) for one in known)
    return re.search(rf"(?<!\d)(?:{wanted})", _plain(text), re.IGNORECASE) is not None
