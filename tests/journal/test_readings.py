"""The piece of SQL that every read of a dossier carries."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from jalon.accounts.actor import PersonActor
from jalon.accounts.kinds import OrganisationKind as Kind
from jalon.accounts.models import AffiliationRole as Role
from jalon.journal.models import Channel, Purpose, Reading
from jalon.journal.purposes import purpose_of, purpose_of_hat
from jalon.journal.readings import RECORD_READING, reader_values, record_listing
from tests.factories import actor

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
READ = f"""
WITH subject AS (SELECT 'dossier/1' AS stream, ARRAY['header', 'team']::varchar[] AS blocks,
                        'support'::varchar AS purpose
                 WHERE %(allowed)s),
     latest AS (SELECT 12 AS position),
     reading AS ({RECORD_READING})
SELECT stream FROM subject
"""


def read(*, allowed: bool) -> tuple[list[tuple[str]], int]:
    someone = actor()
    with connection.cursor() as cursor:
        cursor.execute(
            READ,
            {
                "allowed": allowed,
                **reader_values(someone),
                "channel": Channel.PAGE,
                "at": AT,
            },
        )
        return cursor.fetchall(), someone.affiliation_id


def test_what_is_shown_is_recorded_by_the_same_statement():
    shown, affiliation_id = read(allowed=True)

    reading = Reading.objects.get()
    assert shown == [("dossier/1",)]
    assert (reading.stream, reading.blocks, reading.position, reading.channel, reading.at) == (
        "dossier/1",
        ["header", "team"],
        12,
        "page",
        AT,
    )
    assert reading.affiliation_id == affiliation_id
    assert (reading.user, reading.purpose) == (reading.affiliation.user, "support")


def test_what_may_not_be_shown_leaves_no_reading():
    shown, _ = read(allowed=False)

    assert shown == []
    assert not Reading.objects.exists()


def test_a_list_of_names_is_one_row_whatever_its_length(django_assert_num_queries):
    someone = actor()

    with django_assert_num_queries(2):  # what the reader may still see, and the record
        record_listing([3, 1, 3, 2], by=someone, at=AT, channel=Channel.SEARCH)

    reading = Reading.objects.get()
    assert (reading.stream, reading.dossiers, reading.position) == ("", [1, 2, 3], 0)
    assert (reading.channel, reading.purpose, reading.blocks) == ("search", "support", ["identity"])
    assert reading.user_id == someone.user_id


def test_a_list_that_shows_nobody_leaves_no_reading(django_assert_num_queries):
    someone = actor()

    with django_assert_num_queries(0):
        record_listing([], by=someone, at=AT)


def test_the_person_reads_for_herself_without_hat():
    herself = PersonActor(user_id=actor().user_id, name="Ada", person_id=1, today=AT.date())

    record_listing([1], by=herself, at=AT, channel=Channel.PAGE)

    reading = Reading.objects.get()
    assert (reading.affiliation_id, reading.organisation_id) == (None, None)
    assert reading.purpose == Purpose.OWN


def test_only_the_person_reads_without_hat():
    nobody = PersonActor(user_id=actor().user_id, name="Ada", person_id=1, today=AT.date())

    refusal = pytest.raises(IntegrityError, match="only_the_person_reads_without_affiliation")
    with refusal, transaction.atomic():
        record_listing([1], by=nobody, at=AT, purpose=Purpose.SUPPORT)


@pytest.mark.parametrize(
    ("role", "kind", "purpose"),
    [
        (Role.PROFESSIONAL, Kind.DEPARTEMENT, Purpose.SUPPORT),
        (Role.PROFESSIONAL, Kind.CAF, Purpose.BENEFIT),
        (Role.PROFESSIONAL, Kind.MSA, Purpose.BENEFIT),
        (Role.PROFESSIONAL, Kind.SIAE, Purpose.OFFER),
        (Role.PROFESSIONAL, Kind.TRAINING, Purpose.OFFER),
        (Role.MANAGER, Kind.CAF, Purpose.SUPERVISION),
        (Role.ORIENTATION_OFFICER, Kind.DEPARTEMENT, Purpose.ORIENTATION),
        (Role.REVIEW_PANEL, Kind.DEPARTEMENT, Purpose.REVIEW_PANEL),
        (Role.DATA_PROTECTION, Kind.DEPARTEMENT, Purpose.DATA_PROTECTION),
    ],
)
def test_a_purpose_is_that_of_the_hat(role, kind, purpose):
    assert purpose_of_hat(role, kind) == purpose


def test_a_professional_reads_to_support():
    assert purpose_of(actor()) == Purpose.SUPPORT
