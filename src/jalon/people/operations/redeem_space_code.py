from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from jalon.accounts.actor import Actor
from jalon.accounts.models import User
from jalon.journal.record import record
from jalon.parameters.queries import integer
from jalon.people.events import PersonalAccessOpened, PersonalAccessRecovered
from jalon.people.models import AccessOrigin
from jalon.people.models.space_code import login_of, second_print
from jalon.vault.sealing import fingerprint

TRY = "SELECT * FROM jalon_try_space_code(%s, %s, %s, %s, %s, %s, %s)"
OPEN = "SELECT jalon_open_personal_access(%s, %s, %s, %s)"


@dataclass(frozen=True)
class Born:
    """A date of birth as it is typed; many people born abroad have no day, or no month."""

    year: int
    month: int | None = None
    day: int | None = None


@transaction.atomic
def redeem_space_code(
    *,
    number: str,
    born: Born,
    password: str,
    code: str = "",
    by: Actor | None,
    at: datetime,
) -> User | None:
    """Open her space to whoever holds the number and knows the date of birth; a try is counted.

    The number becomes the name under which she signs in, with the password she has just chosen.
    Somebody who had such an account gets it back, with the code sent to her (`code`), or once the
    officer who protects her data has confirmed. None when it does not open.
    """
    most = integer("space.code_tries", on=at.date())
    trace = fingerprint("space code", number)
    proof = second_print(number, code)
    with connection.cursor() as cursor:
        cursor.execute(TRY, [trace, born.year, born.month, born.day, at, most, proof])
        found = cursor.fetchone()
    if found is None:
        return None
    person_id, first_names, family_name, account = found
    user = _account(account, number, first_names, family_name)
    user.set_password(password)
    user.save()
    if account is None:
        with connection.cursor() as cursor:
            cursor.execute(OPEN, [user.pk, person_id, AccessOrigin.IN_PERSON.value, at])
    fact = PersonalAccessRecovered if account else PersonalAccessOpened
    record(fact(person_id=person_id, user_id=user.pk), by=by, at=at)
    return user


def _account(account: Any, number: str, first_names: str, family_name: str) -> User:
    """The account she had, under its new number; or a new one."""
    if account is not None:
        user: User = User.objects.get(pk=account)
        user.email = login_of(number)
        return user
    return User.objects.create_user(
        login_of(number), first_name=first_names.split(" ")[0][:100], last_name=family_name[:100]
    )
