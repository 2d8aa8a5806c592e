"""What the pages of a list say of it, of its lines and of what it proposes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.dossiers.operations.revise_block import BLOCKS
from jalon.intake.bulk.lines import unpacked_problems
from jalon.intake.models import ListLine, ListState, Outcome, PeopleList, Proposal, unpack
from jalon.intake.operations.discard_list import BROUGHT
from jalon.intake.queries.lists import ALL, PROBLEMS
from jalon.intake.queries.proposals import values_of
from jalon.intake.reading.problems import ERROR, sentence
from jalon.people.models import IdentifierKind
from jalon.ui.words import phone, typeset

BIRTH = ("birth_day", "birth_month", "birth_year")


@dataclass(frozen=True)
class Steps:
    """Where a list is on its way, for the stepper."""

    number: int
    title: str
    following: str


def steps(found: PeopleList) -> Steps:
    titles = [_("Reconnaître les colonnes"), _("Relire et corriger"), _("Importer")]
    number = 1 if found.state == ListState.RECEIVED else 3 if found.state in BROUGHT else 2
    return Steps(number, titles[number - 1], titles[number] if number < 3 else "")


@dataclass(frozen=True)
class Tile:
    """A count that is a link to the lines it counts."""

    label: str
    count: int
    query: str
    is_current: bool


def tiles(found: PeopleList, shown: str) -> list[Tile]:
    counts = found.counts
    entries = [(_("toutes les lignes"), counts.get("lines", 0), ALL)]
    entries += [
        (label, counts[outcome], outcome.value)
        for outcome, label in _outcomes_counted(counts)
        if counts.get(outcome)
    ]
    if counts.get("problems"):
        entries.append((_("avec une remarque"), counts["problems"], PROBLEMS))
    return [Tile(label, count, f"voir={key}", key == shown) for label, count, key in entries]


def _outcomes_counted(counts: dict[str, int]) -> list[tuple[Outcome, str]]:
    """Each outcome as it is said of that many lines."""
    many = counts.get
    return [
        (Outcome.NEW, ngettext("nouvelle personne", "nouvelles personnes", many(Outcome.NEW, 0))),
        (
            Outcome.REOPENED,
            ngettext("dossier rouvert", "dossiers rouverts", many(Outcome.REOPENED, 0)),
        ),
        (Outcome.DIFFERS, _("avec des différences")),
        (Outcome.LINKED, _("avec un identifiant ajouté")),
        (Outcome.UNCHANGED, _("sans changement")),
        (Outcome.KNOWN, ngettext("déjà connue", "déjà connues", many(Outcome.KNOWN, 0))),
        (Outcome.REFUSED, _("à corriger")),
    ]


@dataclass(frozen=True)
class Remark:
    """One problem of a line: the title of its column, its sentence, whether it blocks the line."""

    title: str
    text: str
    is_blocking: bool


@dataclass(frozen=True)
class LineShown:
    """A line as a row of the page."""

    number: int
    name: str
    outcome: str
    is_refused: bool
    proposals: int
    remarks: list[Remark]


def line_shown(found: PeopleList, line: ListLine) -> LineShown:
    cells, _values = unpack(line.sealed)
    wanted = ("first_names", "last_name")
    written = [
        cells[found.mapping.index(code)]
        for code in wanted
        if code in found.mapping and found.mapping.index(code) < len(cells)
    ]
    remarks = [
        Remark(
            "" if problem.column is None else found.titles[problem.column],
            typeset(sentence(problem, cells)),
            problem.severity == ERROR,
        )
        for problem in unpacked_problems(line.problems)
    ]
    return LineShown(
        number=line.line,
        name=" ".join(filter(None, written)),
        outcome=str(Outcome(line.outcome).label),
        is_refused=line.outcome == Outcome.REFUSED,
        proposals=line.proposals,
        remarks=remarks,
    )


@dataclass(frozen=True)
class ProposalShown:
    """A proposal as a row of the page: both values in words."""

    proposal: Proposal
    field: str
    current: str
    proposed: str


def proposal_shown(proposal: Proposal, label: str) -> ProposalShown:
    current, proposed = values_of(proposal)
    return ProposalShown(
        proposal, label, in_words(proposal.block, current), in_words(proposal.block, proposed)
    )


def in_words(block: str, values: dict[str, Any]) -> str:
    """Values of one block as people read them; nothing known is a dash."""
    if set(values) == set(BIRTH):
        known = [f"{values[name]:02}" for name in BIRTH if values[name]]
        return "/".join(known) or "—"
    if block == "numbers":
        return ", ".join(
            f"{value} ({IdentifierKind(kind).label})" for kind, value in values.items()
        )
    return " ".join(filter(None, _words(block, values.items()))) or "—"


def _words(block: str, values: Iterable[tuple[str, Any]]) -> Iterable[str]:
    for name, value in values:
        choices: Any = getattr(BLOCKS[block]._meta.get_field(name), "choices", None)
        if isinstance(value, bool):
            yield _("oui") if value else _("non")
        elif name == "phones":
            yield ", ".join(phone(each) for each in value.split("\n") if each)
        elif value and choices:
            yield str(dict(choices).get(value, value))
        elif value:
            yield str(value).replace("\n", ", ")
