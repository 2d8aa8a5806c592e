"""`manage reseal`: put what is sealed under the present key, so that the former can be destroyed.

While pages run: a batch is one transaction. Cut short, it is started again; done twice, it does
nothing. What cannot be opened by any key is counted, left as it is, and makes the command fail.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, models, transaction

from jalon.vault.fields import EncryptedTextField
from jalon.vault.sealing import Unreadable, sealed_again

BATCH = 500


class Column(NamedTuple):
    table: str
    key: str
    column: str


SEALED_BYTES: Final = ("sealed", "content")  # of a signed contract, "content"


def sealed_columns() -> Iterator[Column]:
    """Each column whose bytes are sealed: encrypted texts, and sealed bytes."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            is_bytes = isinstance(field, models.BinaryField) and field.name in SEALED_BYTES
            if isinstance(field, EncryptedTextField) or is_bytes:
                yield Column(model._meta.db_table, str(model._meta.pk.column), str(field.column))


def reseal_column(column: Column) -> tuple[int, int]:
    """How many values were sealed again, and how many no key opens."""
    table, key, name = (connection.ops.quote_name(part) for part in column)
    condition, done, lost = "TRUE", 0, 0
    last: list[Any] = []
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {key}, {name} FROM {table} WHERE {condition} "  # noqa: S608 - our own names
                f"AND length({name}) > 0 ORDER BY {key} LIMIT %s FOR UPDATE",
                [*last, BATCH],
            )
            rows = cursor.fetchall()
            for value_key, sealed in rows:
                try:
                    again = sealed_again(sealed)
                except Unreadable:
                    lost += 1
                    continue
                if again is not None:
                    update = f"UPDATE {table} SET {name} = %s WHERE {key} = %s"  # noqa: S608
                    cursor.execute(update, [again, value_key])
                    done += 1
        if len(rows) < BATCH:
            return done, lost
        condition, last = f"{key} > %s", [rows[-1][0]]


def reseal_second_factors() -> tuple[int, int]:
    """The secrets of the sign-in library: hexadecimal, in JSON."""
    done = lost = 0
    for one in Authenticator.objects.iterator():
        with transaction.atomic():
            fresh = Authenticator.objects.select_for_update().get(pk=one.pk)
            try:
                changed = {name: again for name, again in sealed_words(fresh.data) if again}
            except Unreadable:
                lost += 1
                continue
            if changed:
                fresh.data |= changed
                fresh.save(update_fields=["data"])
                done += 1
    return done, lost


def sealed_words(data: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        if name in {"secret", "seed"}:
            again = sealed_again(bytes.fromhex(value))
            yield name, again and again.hex()
        elif name == "migrated_codes":
            codes = [sealed_again(bytes.fromhex(code)) for code in value]
            if any(codes):
                yield (
                    name,
                    [new.hex() if new else old for new, old in zip(codes, value, strict=True)],
                )


class Command(BaseCommand):
    help = "Seal again, with JALON_VAULT_KEY, what the keys of JALON_VAULT_KEYS_OLD sealed."

    def handle(self, *args: Any, **options: Any) -> None:
        unreadable = 0
        for column in sealed_columns():
            done, lost = reseal_column(column)
            unreadable += lost
            self.stdout.write(f"{column.table}.{column.column}: {done} sealed again")
        done, lost = reseal_second_factors()
        self.stdout.write(f"second factors: {done} sealed again")
        if unreadable + lost:
            raise CommandError(
                f"{unreadable + lost} values could not be opened by any key: "
                "keep the former keys, and find the one that is missing"
            )
