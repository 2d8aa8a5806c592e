"""A stolen account, and a caseload large enough to be worth stealing."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, product
from string import ascii_lowercase
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import (
    Dossier,
    Education,
    Household,
    Membership,
    Rights,
    TeamRole,
    Work,
)
from jalon.people.models import Contact, Person
from jalon.vigilance.models import Alert, Standing
from jalon.vigilance.telling import tell
from tests.factories import LONG_AGO, PASSWORD

ONE = re.compile(r"/dossiers/([0-9a-f]{8}-[0-9a-f-]{27})")
NEXT = re.compile(r'rel="next" href="([^"]+)"')


@transaction.atomic
def follow(hats: list[Affiliation], referent: Affiliation, count: int) -> list[str]:
    """That many people, each followed by all these hats; the addresses of their dossiers."""
    opened_at = timezone.now() - dt.timedelta(days=400)
    people = Person.objects.bulk_create(
        Person(
            first_names="Camille",
            birth_name=f"{first}{second}rand {n}".capitalize(),
            birth_year=1960 + n % 40,
            is_synthetic=True,
        )
        for n, (first, second) in zip(
            range(count), cycle(product(ascii_lowercase, repeat=2)), strict=False
        )
    )
    dossiers = [
        Dossier(pk=Dossier.objects.reserve_id(), person=person, opened_at=opened_at)
        for person in people
    ]
    seats = [
        Membership(
            dossier=dossier, affiliation=hat, organisation_id=hat.organisation_id, role=role,
            started_on=LONG_AGO,
        )
        for dossier in dossiers
        for hat, role in [(referent, TeamRole.REFERENT), *((h, TeamRole.CO_ADVISOR) for h in hats)]
    ]  # fmt: skip
    Membership.objects.bulk_create(seats)
    for dossier, seat in zip(dossiers, seats[:: len(hats) + 1], strict=True):
        dossier.referent = seat
    Dossier.objects.bulk_create(dossiers)
    Contact.objects.bulk_create(Contact(person=person) for person in people)
    for block in (Household, Rights, Education, Work):
        block.objects.bulk_create(block(dossier=dossier) for dossier in dossiers)  # type: ignore[attr-defined]
    with connection.cursor() as cursor:  # or the plans of lists are those of an empty database
        cursor.execute("ANALYZE")
    return [str(dossier.public_id) for dossier in dossiers]


@dataclass
class Thief:
    """Whoever holds a session that is not theirs; `has_factor`: and the second factor with it.

    `seen`: the people whose dossier an answer named, read in the answers themselves.
    """

    sign_in: Callable[[Affiliation], Client]
    hats: list[Affiliation]
    clock: Any
    has_factor: bool = False
    seen: set[str] = field(default_factory=set)
    refused: dict[str, int] = field(default_factory=dict)
    abnormal_at: dt.datetime | None = None
    told_at: dt.datetime | None = None
    turn: int = 0
    browsers: dict[int, Client] = field(default_factory=dict)

    @property
    def user_id(self) -> int:
        return self.hats[0].user_id

    def ask(self, path: str, **typed: Any) -> Any:
        """One request; waits when told to, and gives the factor when it has it. None: no way."""
        for _attempt in range(4):
            answer = self._send(path, typed)
            if answer.status_code == 200:
                self.seen |= set(ONE.findall(answer.text))
                return answer
            if answer.status_code == 302:  # the session ended; the thief knows the password
                self.browsers.clear()
            elif answer.status_code == 429 and "Retry-After" in answer:
                self.clock.shift(int(answer["Retry-After"]))
            elif answer.status_code == 429 and self.has_factor:
                self._give_factor(answer)
            else:
                return None
        return None

    def _send(self, path: str, typed: dict[str, Any]) -> Any:
        self.turn += 1
        self.clock.shift(1)
        browser = self._browser()
        answer = browser.post(path, typed) if typed else browser.get(path)
        code = answer.status_code
        self.refused[str(code)] = self.refused.get(str(code), 0) + 1
        self._look_for_the_alert()
        return answer

    def _browser(self) -> Client:
        """One hat after the other: the budget is that of the human."""
        hat = self.hats[self.turn // 5 % len(self.hats)]
        if hat.pk not in self.browsers:
            self.browsers[hat.pk] = self.sign_in(hat)
        return self.browsers[hat.pk]

    def _give_factor(self, answer: Any) -> None:
        self.clock.shift(1)
        [verify] = re.findall(r'href="(/vigilance/verifier[^"]+)"', answer.text)
        browser = self._browser()
        asked = browser.get(verify.replace("&amp;", "&"))
        if reverse("account_reauthenticate") in asked.url:
            asked = browser.get(browser.post(asked.url, {"password": PASSWORD}).url)

    def _look_for_the_alert(self) -> None:
        """The background process comes by every thirty seconds: here, at the latest now."""
        now = timezone.now()
        if self.abnormal_at is None and Standing.objects.filter(user_id=self.user_id).exists():
            self.abnormal_at = now
        if self.abnormal_at and self.told_at is None:
            tell(now)
            if Alert.objects.filter(user_id=self.user_id, told_at__isnull=False).exists():
                self.told_at = now

    @property
    def is_stopped(self) -> bool:
        standing = Standing.objects.filter(user_id=self.user_id, stopped_at__isnull=False)
        return standing.exists()


Strategy = Callable[[Thief, list[str]], Iterator[bool]]  # whether each step was answered


def page_by_page(thief: Thief, ids: list[str]) -> Iterator[bool]:
    for one in cycle(ids):
        answer = thief.ask(reverse("dossier_page", args=[one]))
        thief.seen |= {one} if answer else set()
        yield answer is not None


def block_by_block(thief: Thief, ids: list[str]) -> Iterator[bool]:
    for one, block in cycle(product(reversed(ids), ("team", "contact"))):
        answer = thief.ask(reverse("dossier_block", args=[one, block]))
        thief.seen |= {one} if answer else set()
        yield answer is not None


def lists(thief: Thief, _ids: list[str]) -> Iterator[bool]:
    """Every order of the list, page after page."""
    for order in cycle(("name", "contact", "change", "opened")):
        path = f"{reverse('dossier_list')}?tri={order}"
        while path:
            answer = thief.ask(path)
            yield answer is not None
            if answer is None:
                continue
            following = NEXT.findall(answer.text)
            path = following[0].replace("&amp;", "&") if following else ""


def search(thief: Thief, _ids: list[str]) -> Iterator[bool]:
    """By the beginning of names, two letters at a time."""
    for letters in cycle(product(ascii_lowercase, repeat=2)):
        answer = thief.ask(f"{reverse('dossier_list')}?q={''.join(letters)}")
        yield answer is not None


def live_rows(thief: Thief, ids: list[str]) -> Iterator[bool]:
    """The rows that an open list asks again, for people it never showed."""
    for start in cycle(range(0, len(ids), 7)):
        wanted = "&".join(f"d={one}" for one in ids[start : start + 50])
        answer = thief.ask(f"{reverse('dossier_rows')}?{wanted}")
        yield answer is not None


def questions(thief: Thief, _ids: list[str]) -> Iterator[bool]:
    """Guessed numbers: is this person known? Each answer counts as somebody read."""
    number = 0
    while True:
        number += 1
        form = thief.ask(reverse("open_dossier"))
        if form is None:
            yield False
            continue
        token = re.findall(r'name="token" value="([^"]+)"', form.text)[0]
        answer = thief.ask(
            reverse("open_dossier"), first_names="Zoé", birth_name="Weber", birth_year="1984",
            sex="U", step="check", token=token, france_travail=f"{number:07}A",
        )  # fmt: skip
        thief.seen |= {f"question {number}"} if answer else set()
        yield answer is not None


def guessed_lists(thief: Thief, _ids: list[str]) -> Iterator[bool]:
    """A file of guessed people: an adviser may not send one."""
    while True:
        yield thief.ask(reverse("intake")) is not None


STRATEGIES: dict[str, Strategy] = {
    strategy.__name__: strategy
    for strategy in (
        page_by_page, block_by_block, lists, search, live_rows, questions, guessed_lists,
    )
}  # fmt: skip
