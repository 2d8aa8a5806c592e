"""The rules that make milestones of facts name facts and fields that exist."""

import importlib
from dataclasses import fields
from pathlib import Path

import jalon
from jalon.deadlines.milestones import kinds, rules
from jalon.strategies.milestones import TIMED, Milestone

HOUSE = Path(jalon.__file__).parent
OF_THE_OFFERS = {
    # Their rooms add a rule when they are built.
    Milestone.IN_SUPPORT_IN_2025,
    Milestone.REFERRAL_SENT, Milestone.REFERRAL_ANSWERED, Milestone.REFERRAL_STARTED,
}  # fmt: skip


def facts() -> dict[str, type]:
    """Every fact of the house by its kind."""
    found = {}
    for path in [*HOUSE.glob("*/events.py"), *HOUSE.glob("*/events/*.py")]:
        name = ".".join(path.relative_to(HOUSE.parent).with_suffix("").parts)
        module = importlib.import_module(name.removesuffix(".__init__"))
        for one in vars(module).values():
            if isinstance(one, type) and hasattr(one, "kind"):
                found[one.kind] = one
    return found


def test_every_rule_is_about_a_fact_and_its_fields():
    known = facts()
    assert kinds() <= set(known)
    for rule in rules:
        names = {rule.day, rule.details, rule.thing, rule.thread, rule.towards, *rule.when} - {""}
        assert names <= {field.name for field in fields(known[rule.kind])}, rule


def test_what_no_fact_tells_yet_is_known():
    told = {rule.milestone for rule in rules}
    assert set(TIMED) - told <= OF_THE_OFFERS
