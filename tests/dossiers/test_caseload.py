"""What "Mes dossiers" lists, counts, narrows and orders, asked of the database."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.events import BlockRevised, NoteWritten
from jalon.dossiers.models import Barrier, Note, Objection, Rights, Work
from jalon.dossiers.queries import caseload
from jalon.dossiers.queries.caseload import Filters
from jalon.journal.models import Channel, Reading
from jalon.journal.record import record
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    actor,
    make_dossier,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def hat():
    return AffiliationFactory()


@pytest.fixture
def me(hat):
    return actor(hat)


def dossier_of(name, hat, **fields):
    first_names, _, birth_name = name.partition(" ")
    return make_dossier(
        referent=hat, person=PersonFactory(first_names=first_names, birth_name=birth_name), **fields
    )


def listed(me, sort="name", **filters):
    return [row.name for row in caseload.listing(me, Filters(**filters), sort=sort).items]


def counts(me):
    return caseload.listing(me, Filters()).counts


def ids(rows):
    return [row.pk for row in rows]


def days_ago(days):
    return timezone.localdate() - dt.timedelta(days=days)


def revised(dossier, by):
    fact = BlockRevised(dossier_id=dossier.pk, block="work", fields=("situation",))
    return record(fact, by=by, at=timezone.now())


def visited(dossier, me, position, channel=Channel.PAGE):
    Reading.objects.create(
        stream=dossier.stream, affiliation_id=me.affiliation_id, organisation_id=me.organisation_id,
        channel=channel, blocks=[], position=position, at=timezone.now(),
    )  # fmt: skip


def note(dossier, by, on, **fields):
    return Note.objects.create(
        dossier=dossier, author_id=by.affiliation_id, organisation_id=by.organisation_id,
        body="…", happened_on=on, written_at=NOW, **fields,
    )  # fmt: skip


# Rights


def stranger(hat):
    make_dossier()


def former_member(hat):
    MembershipFactory(dossier=make_dossier(), affiliation=hat, ended_at=timezone.now())


def member_until_today(hat):
    MembershipFactory(dossier=make_dossier(), affiliation=hat, until_on=timezone.localdate())


def another_hat_of_the_same_person(hat):
    make_dossier(referent=AffiliationFactory(user=hat.user))


def colleague(hat):
    make_dossier(referent=AffiliationFactory(organisation=hat.organisation))


def empty_seat_when_not_manager(hat):
    MembershipFactory(dossier=make_dossier(), affiliation=None, organisation=hat.organisation)


def closed(hat):
    make_dossier(referent=hat, closed_at=timezone.now())


@pytest.mark.parametrize(
    "situation",
    [
        stranger, former_member, member_until_today, another_hat_of_the_same_person, colleague,
        empty_seat_when_not_manager, closed,
    ],
)  # fmt: skip
def test_what_is_not_mine_is_neither_listed_nor_counted(hat, me, situation):
    mine = dossier_of("Ada Mienne", hat)
    situation(hat)

    found = caseload.listing(me, Filters(), with_communes=True)
    searched = caseload.listing(me, Filters(typed="personne"))
    long_ago = timezone.now() - dt.timedelta(days=900)
    assert (ids(found.items), found.matching, found.communes) == ([mine.pk], 1, [])
    assert found.counts == searched.counts == caseload.Counts(1, 0, 0, 0)
    assert (searched.items, searched.matching) == ([], 0)
    assert listed(me, changed_since=long_ago) == []


def test_rows_asked_by_name_are_only_those_that_may_be_read(hat, me):
    mine, others = dossier_of("Ada Mienne", hat), make_dossier()

    assert ids(caseload.rows(me, [others.public_id, mine.public_id])) == [mine.pk]


# What a row shows


def test_a_row_says_what_tells_whom_to_call(hat, me):
    dossier = make_dossier()
    MembershipFactory(dossier=dossier, affiliation=hat)
    dossier.person.contact.city = "Sarreguemines"
    dossier.person.contact.save()
    for theme, status in [
        ("mobilite", "yes"),
        ("sante", "yes"),
        ("famille", "resolved"),
        ("numerique", "no"),
    ]:
        Barrier.objects.create(dossier=dossier, theme=theme, status=status, declared_on=days_ago(3))
    note(dossier, me, days_ago(70), kind="meeting")
    note(dossier, me, days_ago(2), kind="no_news")
    note(dossier, me, days_ago(1), withdrawn_at=NOW)
    note(dossier, actor(), days_ago(4), is_private=True)
    fact = revised(dossier, actor())

    [row] = caseload.listing(me, Filters()).items

    assert (row.city, row.my_role, row.empty_seat) == ("Sarreguemines", "co_advisor", False)
    assert row.difficulties == 2
    assert (row.last_contact_on, row.is_silent) == (days_ago(70), False)  # opened 30 days ago
    assert (row.last_fact_at, row.is_changed) == (fact.at, True)


def test_changed_means_by_others_since_my_last_visit_as_far_as_i_may_know(hat, me):
    never_opened, seen, mine, secret, news = (
        dossier_of(f"Ada {name}", hat) for name in ("Jamais", "Vu", "Moi", "Secret", "Neuf")
    )
    for dossier in (never_opened, seen, news):
        revised(dossier, actor())
    revised(mine, me)
    other = actor()
    private = NoteWritten(
        dossier_id=secret.pk, note_id=1, private_to=other.organisation_id, block="N"
    )
    record(private, by=other, at=timezone.now())
    visited(seen, me, 1)
    visited(news, me, 1)
    revised(news, actor())
    visited(never_opened, actor(), 1)  # somebody else's visit

    assert listed(me, changed=True) == ["Ada Jamais", "Ada Neuf"]
    assert counts(me).changed == 2


@pytest.mark.parametrize("channel", sorted(set(Channel) - {Channel.PAGE}))
def test_only_the_page_of_a_dossier_is_a_visit(hat, me, channel):
    dossier = dossier_of("Ada Neuf", hat)
    revised(dossier, actor())
    visited(dossier, me, 1, channel)

    assert listed(me, changed=True) == ["Ada Neuf"]
    assert counts(me).changed == 1

    visited(dossier, me, 1)
    visited(dossier, me, 0, channel)  # a later reading that is none hides nothing either

    assert listed(me, changed=True) == []
    assert counts(me).changed == 0


def test_changed_since_an_instant_latest_first(hat, me):
    first, second, mine = (dossier_of(f"Ada {name}", hat) for name in ("Un", "Deux", "Trois"))
    since = timezone.now()
    for dossier in (first, second):
        revised(dossier, actor())
    revised(mine, me)

    assert listed(me, "change", changed_since=since) == ["Ada Deux", "Ada Un"]
    assert listed(me, "change", changed_since=timezone.now()) == []


def test_without_news_from_the_sixtieth_day(hat, me):
    long_ago = timezone.now() - dt.timedelta(days=300)
    silent, limit, heard, _never = (
        dossier_of(f"Ada {name}", hat, opened_at=long_ago)
        for name in ("Silence", "Limite", "Nouvelle", "Jamais")
    )
    dossier_of("Ada Récente", hat)  # opened 30 days ago
    note(silent, me, days_ago(90))
    note(silent, me, days_ago(1), kind="no_news")
    note(limit, me, days_ago(60))
    note(heard, me, days_ago(59))

    assert listed(me, without_news=True) == ["Ada Jamais", "Ada Limite", "Ada Silence"]
    rows = caseload.listing(me, Filters(without_news=True), sort="contact").items
    assert [row.name for row in rows] == ["Ada Jamais", "Ada Silence", "Ada Limite"]
    assert [row.silent_since for row in rows][1:] == [days_ago(90), days_ago(60)]
    assert counts(me).without_news == 3


# Filters


def test_filters_narrow_together(hat, me):
    one, two = dossier_of("Ada Une", hat), dossier_of("Ada Deux", hat)
    three = make_dossier(person=PersonFactory(first_names="Ada", birth_name="Trois"))
    MembershipFactory(dossier=three, affiliation=hat)
    Work.objects.filter(dossier=one).update(situation="training")
    Rights.objects.filter(dossier__in=[one, two]).update(rsa="payable")
    Barrier.objects.create(dossier=two, theme="mobilite", status="yes", declared_on=days_ago(1))
    Barrier.objects.create(dossier=one, theme="mobilite", status="no", declared_on=days_ago(1))
    for dossier, city, code in [
        (one, "Metz", "57463"),
        (two, "metz", "57463"),
        (three, "Saint-Avold", ""),
    ]:
        dossier.person.contact.city, dossier.person.contact.commune_code = city, code
        dossier.person.contact.save()

    assert listed(me, situation="training") == ["Ada Une"]
    assert listed(me, rsa="payable") == ["Ada Deux", "Ada Une"]
    assert listed(me, barrier="mobilite") == ["Ada Deux"]
    assert listed(me, role="referent") == ["Ada Deux", "Ada Une"]
    assert listed(me, role="other") == ["Ada Trois"]
    assert listed(me, commune="57463", typed="une ada") == ["Ada Une"]
    assert listed(me, commune="saint avold") == ["Ada Trois"]
    assert listed(me, commune="Saint-Avold") == ["Ada Trois"]  # as typed, where they are too many
    found = caseload.listing(me, Filters(rsa="payable"), with_communes=True)
    assert found.communes == [["57463", "Metz"], ["saint avold", "Saint-Avold"]]
    assert found.matching == 2


def test_a_manager_finds_the_seats_that_wait_for_a_name():
    hat = AffiliationFactory(role=AffiliationRole.MANAGER)
    waiting = make_dossier()
    MembershipFactory(dossier=waiting, affiliation=None, organisation=hat.organisation)
    MembershipFactory(dossier=make_dossier(), affiliation=None, organisation=OrganisationFactory())
    mine = make_dossier(referent=hat)
    me = actor(hat)

    [row] = caseload.listing(me, Filters(empty_seat=True)).items

    assert (row.pk, row.empty_seat, row.my_role) == (waiting.pk, True, None)
    assert set(ids(caseload.listing(me, Filters()).items)) == {waiting.pk, mine.pk}
    assert counts(me).empty_seats == 1


@pytest.mark.parametrize(
    "typed", ["lefevre elodie", "LEFÈVRE", "lefvere", "élo 1984", "12/03/1984"]
)
def test_search_finds_mine_alone(hat, me, typed):
    born = {"birth_year": 1984, "birth_month": 3, "birth_day": 12}
    person = PersonFactory(first_names="Élodie", birth_name="Lefèvre", **born)
    namesake = PersonFactory(first_names="Élodie", birth_name="Lefèvre", **born)
    mine = make_dossier(referent=hat, person=person)
    make_dossier(person=namesake)
    weber = PersonFactory(first_names="Zoë", birth_name="Weber", birth_year=2001)
    make_dossier(referent=hat, person=weber)

    assert ids(caseload.listing(me, Filters(typed=typed)).items) == [mine.pk]


def test_beyond_what_is_counted_one_by_one_the_numbers_say_so(hat, me):
    for name in ("Une", "Deux", "Trois", "Quatre"):
        dossier_of(f"Ada {name}", hat)

    beyond = caseload.listing(me, Filters(rsa="payable"), many=2)

    assert (beyond.counts, beyond.matching) == (caseload.Counts(3), 0)
    assert caseload.listing(me, Filters(), many=2).matching == 3
    assert caseload.listing(me, Filters(), many=4).counts == caseload.Counts(4, 0, 0, 0)


# Statements


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_is_chosen_in_one_statement_and_shown_in_another(
    hat, me, number, django_assert_num_queries
):
    for _ in range(number):
        note(make_dossier(referent=hat), me, days_ago(3))

    with django_assert_num_queries(2):
        found = caseload.listing(me, Filters(typed="personne"), with_communes=True)
    with django_assert_num_queries(1):
        rows = caseload.rows(me, [row.public_id for row in found.items])
    assert len(found.items) == len(rows) == number


def test_a_large_body_is_walked_by_name_and_shows_what_row_security_gives():
    hat = AffiliationFactory(role=AffiliationRole.MANAGER)
    body, me = hat.organisation, actor(hat)
    colleague = AffiliationFactory(organisation=body)
    seen = [dossier_of(f"Ada {name}", colleague) for name in ("Bo", "Co", "Di", "El")]
    seen.append(dossier_of("Ada Fa", hat))
    waiting = dossier_of("Ada Ga", AffiliationFactory())
    MembershipFactory(dossier=waiting, affiliation=None, organisation=body)
    for block in ("", "I"):
        refusing = dossier_of("Ada Ah", colleague)
        Objection.objects.create(dossier=refusing, block=block, organisation=body, granted_at=NOW)
    dossier_of("Ada Ai", colleague, closed_at=NOW)
    MembershipFactory(dossier=make_dossier(), affiliation=colleague, ended_at=NOW)
    MembershipFactory(dossier=make_dossier(), affiliation=colleague, until_on=me.today)
    make_dossier()

    with acting(me, at=NOW):
        first = caseload.listing(me, Filters(), many=3, size=4)
        rest = caseload.listing(me, Filters(), many=3, size=4, after=first.after)
        whole = caseload.listing(me, Filters(), many=9)

    assert ids([*first.items, *rest.items]) == ids(whole.items) == ids([*seen, waiting])
    assert (first.counts, first.matching, rest.after) == (caseload.Counts(4), 4, "")
    assert whole.counts.empty_seats == 1
