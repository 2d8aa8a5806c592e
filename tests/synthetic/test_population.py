"""Two thousand invented people, looked at from every side. Made once for the whole module."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import get_type_hints

import pytest
from django.db import connection, transaction
from django.db.models import Count, F, Q
from stdnum.fr import siret

from jalon.accounts.actor import actor_of
from jalon.accounts.kinds import OrganisationKind as Kind
from jalon.accounts.models import Affiliation, Organisation, User
from jalon.appointments import events as appointment_events
from jalon.contracts import events as contract_events
from jalon.contracts.models import Commitment, EngagementContract
from jalon.deadlines.models import Deadline
from jalon.dossiers import events
from jalon.dossiers.models import Barrier, Dossier, Household, Membership, Note, Rights
from jalon.dossiers.queries.readable import readable
from jalon.entry import events as entry_events
from jalon.entry.models import TrackPeriod
from jalon.exchanges import events as exchange_events
from jalon.journal.models import Entry, Reading
from jalon.outcomes import events as outcome_events
from jalon.outcomes.models import Closing, FollowUp, Outcome
from jalon.people.models import Contact, Identifier, Person
from jalon.plans import events as plan_events
from jalon.plans.models import Bearer, Goal, State, Step
from jalon.synthetic.demonstration import create_demonstration
from jalon.synthetic.figures import FIGURES, measure
from jalon.synthetic.jobs import A_YEAR, PLANTED, SIX_MONTHS, days_to_a_job
from jalon.territories.queries import commune
from jalon.vault.sealing import fingerprint

TODAY = date(2026, 11, 23)
MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)
PEOPLE = 2000
FICTION = re.compile(r"\+33(19900|26191|35301|46571|53649|63998)\d{4}")
ROOMS = (
    events, appointment_events, contract_events, entry_events, exchange_events, outcome_events,
    plan_events,
)  # fmt: skip
GOING_ON = {
    "assessment.concluded", "dossier.closed", "dossier.reopened", "handover.declined",
    "handover.proposed",
    "orientation.taken", "reorientation.accepted", "reorientation.refused",
    "reorientation.requested", "support.resumed", "support.suspended", "transfer.requested",
}  # fmt: skip
M9 = {
    Kind.PREFECTURE_REGION, Kind.PREFECTURE, Kind.REGION, Kind.ARS, Kind.ACADEMIE, Kind.ASSOCIATION,
    Kind.COMMUNE, Kind.CCAS, Kind.HOUSING_OFFICE, Kind.CPAM, Kind.CAF, Kind.SIAE, Kind.CAP_EMPLOI,
    Kind.MISSION_LOCALE, Kind.DEPARTEMENT, Kind.FRANCE_TRAVAIL, Kind.POVERTY_COMMISSIONER,
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def population(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        create_demonstration(PEOPLE, seed=57, today=TODAY, departments=["57"])
        yield
        transaction.set_rollback(True)


def sql(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_the_figures_come_out_near_the_public_ones(figure):
    assert measure(figure, today=TODAY) == pytest.approx(figure.public, abs=figure.tolerance)


def test_every_constraint_of_the_database_holds():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    assert Person.objects.filter(is_synthetic=True).count() == PEOPLE
    assert Dossier.objects.count() == PEOPLE


def test_each_dossier_has_exactly_one_active_referent():
    active = Count("memberships", filter=Q(memberships__is_active_referent=True))

    assert Dossier.objects.annotate(active=active).exclude(active=1).count() == 0
    assert not Dossier.objects.exclude(referent__ended_at=None).exists()


def test_caseloads_are_of_fifty_to_seventy_for_nearly_all():
    sizes = sql(
        "SELECT count(*) FROM dossiers_dossier d JOIN dossiers_membership m ON m.id = d.referent_id"
        " GROUP BY m.affiliation_id"
    )
    usual = [size for (size,) in sizes if 50 <= size <= 70]

    assert len(usual) >= 0.9 * len(sizes)


def test_every_fact_comes_after_the_opening_and_before_today():
    first = Entry.objects.filter(position=1, stream__startswith="dossier/")
    wrong = sql(
        "SELECT count(*) FROM journal_entry e JOIN dossiers_dossier d"
        " ON e.stream = 'dossier/' || d.id WHERE e.at < d.opened_at"
        " OR (e.position = 1) <> (e.kind = 'dossier.opened')"
        " OR (e.position = 1 AND e.at <> d.opened_at)"
    )

    assert first.count() == PEOPLE
    assert wrong == [(0,)]
    assert not Entry.objects.filter(at__gte=MIDNIGHT).exists()
    of_people = Entry.objects.filter(stream__startswith="dossier/")
    assert not of_people.filter(at__lt=MIDNIGHT - timedelta(days=733)).exists()
    assert not Note.objects.filter(happened_on__gte=TODAY).exists()
    assert not Membership.objects.filter(Q(ended_at__gte=MIDNIGHT) | Q(started_on__gte=TODAY))


def test_positions_have_no_gap_and_follow_time():
    wrong = sql(
        "SELECT count(*) FROM (SELECT position, at, row_number() OVER w AS rank,"
        " lag(at) OVER w AS before FROM journal_entry"
        " WINDOW w AS (PARTITION BY stream ORDER BY position)) e"
        " WHERE position <> rank OR at < before"
    )
    assert wrong == [(0,)]


def test_facts_happen_at_working_hours():
    outside = Entry.objects.filter(
        Q(at__iso_week_day__gte=6) | Q(at__hour__lt=8) | Q(at__hour__gt=18)
    )

    assert outside.count() < 0.001 * Entry.objects.count()


def test_the_author_of_a_fact_holds_a_seat_at_that_moment():
    wrong = sql(
        "SELECT count(*) FROM journal_entry e JOIN dossiers_dossier d"
        " ON e.stream = 'dossier/' || d.id WHERE NOT EXISTS (SELECT FROM dossiers_membership m"
        " WHERE m.dossier_id = d.id AND m.affiliation_id = e.affiliation_id"
        " AND m.organisation_id = e.organisation_id AND m.started_on <= e.at::date"
        " AND (m.ended_at IS NULL OR m.ended_at >= e.at)"
        " AND (m.until_on IS NULL OR m.until_on > e.at::date OR e.kind = 'member.left'))"
        " AND e.user_id NOT IN (SELECT user_id FROM people_personalaccess)"  # the person herself
        " AND e.kind <> 'handover.declined'"  # by the one who will not take a seat
    )
    assert wrong == [(0,)]


def test_plans_are_alive_on_both_sides():
    """Late, refused, tried again, reached; and every change is a fact."""
    steps = Step.objects.all()
    assert PEOPLE * 0.5 < steps.count() < PEOPLE * 5
    assert set(steps.values_list("state", flat=True)) == set(State)
    late = steps.filter(state__in=["accepted", "in_progress"], due_on__lt=TODAY)
    assert {*late.values_list("bearer", flat=True)} == set(Bearer)
    assert steps.exclude(repeats=None).exists()
    assert not steps.filter(proposed_at__lt=F("goal__proposed_at")).exists()
    told = dict(
        Entry.objects.filter(need="K").values_list("kind").annotate(count=Count("pk")).order_by()
    )
    assert told["goal.proposed"] == Goal.objects.count()
    assert told["goal.reached"] == Goal.objects.filter(state=State.DONE).count() > 0
    assert told["step.proposed"] == steps.count()
    assert told["step.finished"] == steps.filter(state=State.DONE).count()
    assert told["step.abandoned"] == steps.filter(state=State.ABANDONED).count()


def test_contracts_follow_orientations_and_both_sides_promise():
    """About half of those oriented outside France Travail; mean 57 days, renewals apart."""
    oriented = sql("SELECT count(*) FROM entry_orientation WHERE decided_at IS NOT NULL")[0][0]
    contracts = EngagementContract.objects.filter(state="signed")
    assert oriented * 0.3 < contracts.count() < oriented * 0.7
    promises = Commitment.objects.all()
    assert promises.exclude(state="proposed").count() == contracts.count() * 2
    assert {*promises.values_list("bearer", flat=True)} == {"person", "organisation"}
    late = promises.filter(state="accepted", due_on__lt=TODAY)
    assert {*late.values_list("bearer", flat=True)} == {"person", "organisation"}
    told = Entry.objects.filter(kind="commitment.kept").count()
    assert told == promises.filter(state="kept").count() > 0


def test_what_is_late_is_late_by_days_or_weeks_and_some_supports_are_over():
    """One deadline in six or so; nobody is forgotten for two years; some leave, some come back."""
    running = Deadline.objects.filter(state="running")
    late = sorted((TODAY - due).days for due in running.filter(due_on__lt=TODAY).values_list(
        "due_on", flat=True
    ))  # fmt: skip
    assert 0.1 < len(late) / running.count() < 0.25
    assert late[len(late) // 2] <= 30
    assert late[len(late) * 9 // 10] <= 75
    assert late[-1] < 260
    over = Closing.objects.filter(reopened_at=None).count()
    assert PEOPLE * 0.02 < over == Dossier.objects.exclude(closed_at=None).count() < PEOPLE * 0.12
    assert Closing.objects.exclude(reopened_at=None).count() > 10


def test_payloads_have_the_fields_of_their_facts():
    kinds = {
        fact.kind: set(get_type_hints(fact)) - {"kind", "blocks", "changes_rights"}
        for room in ROOMS
        for fact in vars(room).values()
        if isinstance(fact, type) and hasattr(fact, "kind")
    }
    found = sql(
        "SELECT DISTINCT kind, (SELECT jsonb_agg(key ORDER BY key) FROM jsonb_object_keys(payload)"
        " key) FROM journal_entry WHERE stream LIKE 'dossier/%'"
    )

    assert {kind for kind, _ in found} == {
        "barrier.assessed", "block.revised", "dossier.opened", "member.joined", "member.left",
        "note.written", "referent.changed", "information.received", "orientation.decided",
        "orientation.notified", "goal.proposed", "goal.accepted", "goal.reached", "step.proposed",
        "contract.recorded", "contract.reviewed", "commitment.proposed", "commitment.accepted",
        "commitment.kept", "commitment.missed",
        "step.accepted", "step.started", "step.finished", "step.abandoned", "step.declined",
        "outcome.declared", "outcome.ended", "follow_up.answered",
        # Of the person who has an account, and of what goes on today.
        "contract.drafted", "contract.offered", *GOING_ON,
        *(f"appointment.{one}" for one in ("asked", "proposed", "booked", "attended", "excused",
                                           "missed")),
        "message.sent",
    }  # fmt: skip
    for kind, keys in found:
        assert set(json.loads(keys)) == kinds[kind]


def test_obstacles_stand_as_the_journal_last_said():
    wrong = sql(
        "SELECT count(*) FROM dossiers_barrier b JOIN LATERAL (SELECT payload FROM journal_entry"
        " WHERE stream = 'dossier/' || b.dossier_id AND kind = 'barrier.assessed'"
        " AND payload->>'theme' = b.theme ORDER BY position DESC LIMIT 1) e ON true"
        " WHERE e.payload->>'status' <> b.status OR e.payload->>'impact' <> b.impact"
    )
    assert Barrier.objects.filter(status="resolved").count() > 100
    assert wrong == [(0,)]


def test_each_note_is_told_once_and_private_ones_to_their_organisation_alone():
    told = Entry.objects.filter(kind="note.written")

    assert told.count() == Note.objects.count() > PEOPLE
    for note in Note.objects.filter(is_private=True)[:20]:
        entry = told.get(payload__note_id=note.pk)
        assert entry.audience_id == entry.payload["private_to"] == note.organisation_id
    assert told.filter(audience=None).count() == Note.objects.filter(is_private=False).count()
    assert all(len(note.body) > 20 for note in Note.objects.all()[:50])


def test_births_and_households_are_plausible():
    ages = Person.objects.annotate(age=TODAY.year - F("birth_year"))
    assert not ages.filter(Q(age__lt=16) | Q(age__gt=67)).exists()
    assert Person.objects.filter(birth_month=None).exists()
    assert Person.objects.filter(birth_month__gt=0, birth_day=None).exists()

    children = Household.objects.exclude(youngest_birth_year=None)
    born = F("youngest_birth_year") - F("dossier__person__birth_year")
    assert not children.annotate(at=born).filter(at__lt=16).exists()
    assert not children.filter(youngest_birth_year__gt=TODAY.year).exists()
    assert not Household.objects.filter(kind="alone", dependants__gt=0).exists()

    since = sql(
        "SELECT min(extract(year FROM r.rsa_since) - p.birth_year) FROM dossiers_rights r"
        " JOIN dossiers_dossier d ON d.id = r.dossier_id JOIN people_person p ON p.id = d.person_id"
    )
    assert since[0][0] >= 17
    assert not Rights.objects.filter(rsa_since__gte=TODAY).exists()


def test_every_kind_of_organisation_of_the_network_is_there_and_says_that_it_is_invented():
    assert set(Organisation.objects.values_list("kind", flat=True)) >= M9
    assert 40 <= Organisation.objects.count() <= 50
    for organisation in Organisation.objects.all():
        assert organisation.is_synthetic
        assert organisation.name.endswith("(démonstration)")
        assert siret.is_valid(organisation.siret)
        assert organisation.siret.startswith("000")
    council = Organisation.objects.get(kind=Kind.DEPARTEMENT, territory__code="57")
    assert set(council.children.values_list("kind", flat=True)) == {Kind.MDS, Kind.MDPH}


def test_no_telephone_and_no_address_could_be_anybodys():
    contacts = list(Contact.objects.all())
    phones = [phone for contact in contacts for phone in contact.phones.split()]
    phones += Organisation.objects.values_list("phone", flat=True)
    phones += Affiliation.objects.values_list("phone", flat=True)
    emails = [email for contact in contacts for email in contact.emails.split()]
    emails += User.objects.values_list("email", flat=True)
    emails += Organisation.objects.values_list("email", flat=True)

    assert len(phones) > PEOPLE
    assert [phone for phone in phones if not FICTION.fullmatch(phone)] == []
    assert len(emails) > 1000
    assert [email for email in emails if not email.endswith(".example")] == []


def test_people_live_in_the_moselle_and_are_reached_there():
    contact = Contact.objects.select_related("person").first()
    home = commune(contact.commune_code)

    assert home.department.code == "57"
    assert contact.city == home.name
    assert contact.postal_code in home.postal_codes
    assert Contact.objects.filter(needs_interpreter=True).exists()
    assert Contact.objects.filter(is_domiciled=True).exists()


def test_the_nir_is_impossible_sealed_and_fingerprinted():
    person = Person.objects.exclude(nir=None).order_by("pk").first()

    assert bytes(person.nir_fingerprint) == fingerprint("nir", person.nir)
    assert int(person.nir[7:10]) >= 910
    assert sql("SELECT count(*) FROM people_person WHERE position('19' IN nir::text) = 1") == [(0,)]


def test_numbers_of_partners_are_recognisable_as_invented():
    for value in Identifier.objects.values_list("value", flat=True)[:200]:
        assert "SYN" in value


def test_someone_has_two_hats_and_each_gives_its_own_dossiers():
    holder = User.objects.get(email="ccas@demonstration.example")
    hats = Affiliation.objects.filter(user=holder).select_related("user", "organisation")
    dossiers = [set(readable(actor_of(hat, on=TODAY)).values_list("pk", flat=True)) for hat in hats]

    assert {hat.organisation.kind for hat in hats} == {Kind.CCAS, Kind.PLIE}
    assert all(dossiers)
    assert dossiers[0] != dossiers[1]


def test_seats_wait_seats_end_and_visits_are_remembered():
    assert Membership.objects.filter(affiliation=None, ended_at=None).count() > 10
    assert Membership.objects.filter(until_on__lte=TODAY, ended_at=None).count() > 10
    assert Membership.objects.exclude(ended_at=None).count() > 100
    behind = sql(
        "SELECT count(*) FROM journal_reading r WHERE position < (SELECT max(position)"
        " FROM journal_entry e WHERE e.stream = r.stream)"
    )
    assert behind[0][0] > 100
    assert not Reading.objects.filter(at__gte=MIDNIGHT).exists()


def test_who_must_keep_secrets_is_sworn_for_a_year_and_by_nobody_to_themselves():
    sworn = sql(
        "SELECT count(*) FILTER (WHERE h.id IS NULL), count(h.id), max(h.ended_on - h.started_on)"
        " FROM accounts_affiliation a JOIN accounts_organisation o ON o.id = a.organisation_id"
        " LEFT JOIN accounts_habilitation h ON h.affiliation_id = a.id AND h.kind = 'secrecy'"
        " WHERE o.kind = 'mds' AND a.role = 'professional'"
    )

    [(without, with_it, days)] = sworn
    assert (without, days) == (0, 395)
    assert with_it > 0


def test_tracks_come_out_near_the_public_shares():
    """Employment 44 %, social 32 %, socio-professional 24 % (Drees)."""
    shares = dict(TrackPeriod.objects.values_list("track").annotate(number=Count("pk")))
    total = sum(shares.values())

    assert {track: round(100 * one / total) for track, one in shares.items()} == {
        "employment": pytest.approx(44, abs=4),
        "social": pytest.approx(32, abs=4),
        "socio_professional": pytest.approx(24, abs=4),
    }


def test_people_find_work_keep_it_or_come_back_and_some_news_are_late():
    jobs = Outcome.objects.filter(kind="employment")
    oriented = TrackPeriod.objects.values("dossier").distinct().count()
    assert 0.3 < jobs.count() / oriented < 0.75  # in two years; 39 % in one
    assert jobs.filter(ended_on__isnull=False).count() > 50  # those who come back
    assert Outcome.objects.filter(kind="training").exists()
    late = FollowUp.objects.filter(answer="", due_on__lt=TODAY)
    assert late.exists()
    assert FollowUp.objects.filter(answer="unknown").exists()
    assert not Outcome.objects.filter(started_on__gt=TODAY).exists()


def test_the_planted_effect_is_eight_points_and_moves_nobody_else():
    draws = range(20_000)
    plain = [days_to_a_job(Random(one), is_quick=False) for one in draws]
    quick = [days_to_a_job(Random(one), is_quick=True) for one in draws]
    within = [sum(one <= SIX_MONTHS for one in waits) / len(waits) for waits in (plain, quick)]

    assert within[0] == pytest.approx(1 - (1 - A_YEAR) ** (SIX_MONTHS / 365), abs=0.01)
    assert within[1] - within[0] == pytest.approx(PLANTED, abs=0.006)
    assert all(sooner <= later for sooner, later in zip(quick, plain, strict=True))
