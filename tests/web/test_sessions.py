"""A session is read with who it is for, in one statement."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from jalon.accounts.models import Affiliation
from jalon.live.tokens import kept_key
from jalon.web.models import Session
from jalon.web.sessions import ACTING, SessionStore, read_session
from tests.factories import AffiliationFactory

pytestmark = pytest.mark.django_db


def opened(hat: Affiliation | None) -> SessionStore:
    session = SessionStore()
    if hat:
        session[SESSION_KEY] = str(hat.user_id)
        session[ACTING] = hat.pk
    session["seen"] = 1
    session.create()
    return session


def test_a_session_comes_with_its_user_hat_and_organisation(
    django_assert_num_queries: Any,
) -> None:
    hat = AffiliationFactory(job_title="Assistante sociale", ended_on=dt.date(2030, 1, 1))
    key = opened(hat).session_key

    with django_assert_num_queries(1):
        row = read_session(key, timezone.now())
        assert row is not None
        found = [row.user, row.affiliation, row.affiliation.organisation]

    expected = [hat.user, hat, hat.organisation]
    assert found == expected
    for one, other in zip(found, expected, strict=True):
        other.refresh_from_db()
        fields = [field.attname for field in one._meta.concrete_fields]
        assert [getattr(one, name) for name in fields] == [getattr(other, name) for name in fields]


def test_a_session_of_nobody_has_neither_user_nor_hat() -> None:
    row = read_session(opened(None).session_key, timezone.now())

    assert row is not None
    assert (row.user, row.affiliation) == (None, None)


def test_an_expired_session_is_not_read_and_soon_removed() -> None:
    old = opened(AffiliationFactory())
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))

    assert read_session(old.session_key, timezone.now()) is None
    new = opened(None)
    assert [row.pk for row in Session.objects.all()] == [kept_key(new.session_key or "")]


def test_an_unknown_key_opens_nothing() -> None:
    session = SessionStore("nowhere")

    assert (session.get(SESSION_KEY), session.session_key) == (None, None)
