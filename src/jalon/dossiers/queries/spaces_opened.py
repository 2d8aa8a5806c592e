"""How many spaces a professional opened to people met face to face, and no more than some a day."""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.kernel.errors import Refused
from jalon.parameters.queries import integer
from jalon.vigilance.counting import take_turn

OPENED: Final = """
SELECT jalon_space_codes(%(user)s, %(since)s) + jalon_identities_confirmed(%(user)s, %(since)s)"""


class TooManySpaces(Refused):
    """People are met one by one: beyond some a day, the next ones wait."""


def require_few_spaces(by: Actor, at: datetime) -> None:
    """Counted for the human, whatever the hat, and one request after the other.

    By a number handed, or by an identity confirmed. Raises TooManySpaces.
    """
    take_turn(by)
    with connection.cursor() as cursor:  # what the database alone may count
        cursor.execute(OPENED, {"user": by.user_id, "since": at - timedelta(days=1)})
        [(opened,)] = cursor.fetchall()
    if opened >= integer("space.codes_per_day", on=by.today):
        raise TooManySpaces(_("Vous avez ouvert beaucoup d’espaces aujourd’hui. Réessayez demain."))
