import datetime as dt
import tomllib

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jalon.parameters.catalogue import CATALOGUE
from jalon.strategies import loading
from jalon.strategies.delays import Delay, legal_delay
from jalon.strategies.loading import FILES, load_national_strategy
from jalon.strategies.models import Strategy, StrategyStep
from jalon.strategies.queries.differences import difference
from jalon.strategies.queries.in_force import strategy_in_force

pytestmark = pytest.mark.django_db


def test_the_national_strategy_is_there_once_however_often_it_is_loaded():
    before = list(Strategy.objects.values_list("pk", "status"))

    assert load_national_strategy(timezone.now()) == 0
    assert list(Strategy.objects.values_list("pk", "status")) == before


def test_it_binds_from_the_day_of_the_law_and_not_before():
    law = strategy_in_force(None, dt.date(2025, 1, 1))

    assert law is not None
    assert (law.title, law.number) == ("Parcours national par défaut", 1)
    assert strategy_in_force(None, dt.date(2024, 12, 31)) is None


def test_it_promises_what_the_texts_give():
    law = strategy_in_force(None, dt.date(2026, 11, 24))
    steps = {step.code: step for step in law.ordered_steps}

    promised = {code: str(Delay(step.delay, step.unit)) for code, step in steps.items()}
    assert promised == {
        "orientation": "6 semaines",
        "orientation_notice": "7 jours",
        "first_appointment": "21 jours",
        "assessment": "28 jours",
        "contract": "1 mois",
        "contract_of_2025": "24 mois",
        "contact": "60 jours",
        "contract_review": "6 mois",
        "social_review": "6 mois",
        "reorientation_answer": "14 jours",
        "handover": "14 jours",
        "employment_1_month": "1 mois",
        "employment_3_months": "3 mois",
        "employment_6_months": "6 mois",
        "referral_answer": "15 jours",
        "referral_start": "60 jours",
    }
    social = steps["social_review"]
    assert (social.longer_delay, social.longer_unit) == (12, "months")
    assert social.longer_when == ["health", "disability", "invalidity", "housing", "family"]
    assert steps["orientation"].source == "CASF, art. D.262-65-2 ; décret 2024-1244"


def test_every_step_of_the_files_says_its_text_and_agrees_with_the_parameters():
    used = set()
    for path in FILES:
        read = tomllib.loads(path.read_text("utf-8"))
        for row in read["step"]:
            assert "legal" in row or row["source"], row["code"]
            for key in filter(None, (row.get("legal"), row.get("longer_legal"))):
                assert legal_delay(key, on=read["valid_from"]).count > 0
                used.add(key)

    assert used == {key for key in CATALOGUE if key.startswith("strategy.")}


def test_what_is_adopted_stays_whoever_writes():
    step = StrategyStep.objects.filter(strategy__territory=None, code="contract").get()

    for change in (
        lambda: StrategyStep.objects.filter(pk=step.pk).update(delay=2),
        step.delete,
        lambda: StrategyStep.objects.create(
            strategy=step.strategy,
            code="more",
            time="entry",
            label="x",
            starts_with="orientation_notified",
            ends_with="contract_signed",
            delay=1,
            unit="days",
            responsible="lead_organisation",
        ),
    ):
        with pytest.raises(IntegrityError, match="only while it is a draft"), transaction.atomic():
            change()


def test_another_law_is_another_file_and_the_former_binds_until_its_day(monkeypatch, tmp_path):
    new = tmp_path / "national_2028.toml"
    text = FILES[0].read_text("utf-8").replace("2025-01-01", "2028-01-01", 1)
    new.write_text(text.replace('delay = "21 days"', 'delay = "10 days"'), "utf-8")
    monkeypatch.setattr(loading, "FILES", [*FILES, new])

    assert load_national_strategy(timezone.now()) == 1

    before = strategy_in_force(None, dt.date(2027, 12, 31))
    after = strategy_in_force(None, dt.date(2028, 1, 1))
    assert (before.number, before.status, before.valid_until) == (
        1, "superseded", dt.date(2028, 1, 1),
    )  # fmt: skip
    assert (after.number, after.status, after.based_on) == (2, "adopted", before)
    told = [one.sentence for one in difference(before, after)]
    assert told == ["Rendez-vous après l'orientation : 21 jours → 10 jours"]
