"""The criteria of a call, and what each answers about a project."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.calls.content import Article, articles, documents
from jalon.calls.eligibility.expression import (
    Either,
    Every,
    Expression,
    Malformed,
    Not,
    read,
    written,
)
from jalon.calls.eligibility.facts import Fact, Figures, Values, fact
from jalon.calls.eligibility.fields import FIGURES
from jalon.calls.models import CallVersion

NOWHERE: Final = Article("", "", "")


class Verdict(models.TextChoices):
    MET = "met", _("rempli")
    NOT_MET = "not_met", _("non rempli")
    UNKNOWN = "unknown", _("on ne peut pas encore le dire")


VERDICTS: Final = {True: Verdict.MET, False: Verdict.NOT_MET, None: Verdict.UNKNOWN}


@dataclass(frozen=True)
class Criterion:
    """What the call asks, tied to its article; `test` is None when what is kept says nothing."""

    code: str
    label: str
    article: str
    test: Expression | None


@dataclass(frozen=True)
class Finding:
    """What a criterion answers: a verdict, why in one sentence, and the field that repairs it."""

    code: str
    label: str
    verdict: Verdict
    sentence: str
    field: str
    article: Article

    def as_json(self) -> dict[str, str]:
        return {
            "code": self.code,
            "label": self.label,
            "verdict": self.verdict.value,
            "sentence": self.sentence,
            "field": self.field,
            "article": self.article.code,
        }


def criteria(kept: Sequence[Any]) -> list[Criterion]:
    """The criteria of a version, in order."""
    return [
        Criterion(
            str(one.get("code", "")),
            str(one.get("label", "")),
            str(one.get("article", "")),
            _readable(one.get("test")),
        )
        for one in kept
        if isinstance(one, Mapping)
    ]


def criterion_as_kept(one: Criterion) -> dict[str, Any]:
    """A criterion as the row keeps it."""
    test = written(one.test) if one.test is not None else None
    return {"code": one.code, "label": one.label, "article": one.article, "test": test}


def evaluate(version: CallVersion, values: Values) -> list[Finding]:
    """What every criterion of a version answers about a project, in the reader's language.

    Never raises; nothing but `version` and `values` is read, so the same two give the same answer.
    """
    known = articles(version.sections)
    names = {one.code: one.label for one in documents(version.documents)}
    figures: Figures = {name: getattr(version, name) for name in FIGURES}
    found = []
    for one in criteria(version.criteria):
        told = _decide(one.test, values, figures, names) if one.test else _senseless()
        found.append(
            Finding(
                one.code, one.label, VERDICTS[told.holds], told.sentence, told.field,
                known.get(one.article, NOWHERE),
            )
        )  # fmt: skip
    return found


def overall(findings: Sequence[Finding]) -> Verdict:
    """Eligible when every criterion is met; not when one is not; else it cannot be told."""
    verdicts = {one.verdict for one in findings}
    if Verdict.NOT_MET in verdicts:
        return Verdict.NOT_MET
    return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.MET


def evidence(version: CallVersion, values: Values) -> tuple[dict[str, Any], str]:
    """The whole evaluation, to be kept, and its SHA-256 over canonical JSON."""
    kept = {
        "call": str(version.call.public_id),
        "version": version.number,
        "values": dict(values),
        "findings": [one.as_json() for one in evaluate(version, values)],
    }
    canonical = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return kept, hashlib.sha256(canonical.encode()).hexdigest()


def decide(test: Expression, values: Values, figures: Figures) -> bool | None:
    """The bare answer of an expression: Kleene's logic, in which filling in never contradicts."""
    return _decide(test, values, figures, {}).holds


def _decide(test: Expression, values: Values, figures: Figures, names: Mapping[str, str]) -> Fact:
    match test:
        case Not(inside):
            told = _decide(inside, values, figures, names)
            return Fact(None if told.holds is None else not told.holds, told.sentence, told.field)
        case Every(parts):
            return _joined([_decide(one, values, figures, names) for one in parts], against=False)
        case Either(parts):
            return _joined([_decide(one, values, figures, names) for one in parts], against=True)
    return fact(test, values, figures, names)


def _joined(told: Sequence[Fact], *, against: bool) -> Fact:
    """The facts that decide: the first that settles it alone, else all that do not.

    `against`: the answer that settles a whole alone (yes for `any`, no for `all`).
    """
    for one in told:
        if one.holds is against:
            return one
    doubtful = [one for one in told if one.holds is None]
    shown = doubtful or told
    sentences = dict.fromkeys(one.sentence for one in shown)
    return Fact(None if doubtful else not against, " ".join(sentences), shown[0].field)


def _readable(test: Any) -> Expression | None:
    try:
        return read(test)
    except Malformed:
        return None


def _senseless() -> Fact:
    return Fact(None, _t("Ce critère n'a pas encore de règle."), "")
