"""Proofs of destruction: made in a chain, so that none can be changed or removed unseen."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from jalon.retention.models import Destruction
from jalon.vault.sealing import fingerprint

FIRST: Final = bytes(32)
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('jalon.retention.proofs'))"


@dataclass(frozen=True)
class Gone:
    """What a proof says of one destruction."""

    person_public_id: UUID
    ground: str
    is_whole_person: bool
    erased: dict[str, int]


@dataclass(frozen=True)
class Rule:
    """When, under which durations, by which order."""

    at: datetime
    text: str
    order_number: int | None = None


def person_fingerprint(public_id: UUID) -> bytes:
    """What a proof keeps of a person: nothing that can be read back."""
    return fingerprint("destruction/person", str(public_id))


def write_proofs(gone: Iterable[Gone], rule: Rule) -> list[Destruction]:
    """Number, chain and seal proofs, in the running transaction: three statements."""
    last = _last()
    number, seal = (last.number, bytes(last.seal)) if last else (0, FIRST)
    proofs = []
    for one in gone:
        number += 1
        proof = Destruction(
            number=number,
            destroyed_at=rule.at,
            ground=one.ground,
            rule=rule.text,
            fingerprint=person_fingerprint(one.person_public_id),
            is_whole_person=one.is_whole_person,
            erased=one.erased,
            order_number=rule.order_number,
            previous_seal=seal,
        )
        proof.seal = seal = seal_of(proof)
        proofs.append(proof)
    return Destruction.objects.bulk_create(proofs)


def _last() -> Destruction | None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK)  # a number belongs to one proof, and each follows the one before
    return Destruction.objects.order_by("-number").first()


def seal_of(proof: Destruction) -> bytes:
    """The HMAC of what a proof says and of the seal before it."""
    said: dict[str, Any] = {
        "number": proof.number,
        "public_id": str(proof.public_id),
        "destroyed_at": proof.destroyed_at.astimezone(UTC).isoformat(),
        "ground": str(proof.ground),
        "rule": proof.rule,
        "fingerprint": bytes(proof.fingerprint).hex(),
        "is_whole_person": proof.is_whole_person,
        "erased": proof.erased,
        "order_number": proof.order_number,
        "previous": bytes(proof.previous_seal).hex(),
    }
    return fingerprint("destruction/seal", json.dumps(said, sort_keys=True, ensure_ascii=False))


def first_broken() -> int | None:
    """The number of the first proof changed, missing or out of place; None when all hold.

    Proofs removed from the end show by the number that the journal gives to the last destruction.
    """
    expected, seal = 1, FIRST
    for proof in Destruction.objects.order_by("number").iterator(chunk_size=1_000):
        follows = proof.number == expected and bytes(proof.previous_seal) == seal
        if not follows or bytes(proof.seal) != seal_of(proof):
            return expected
        expected, seal = expected + 1, bytes(proof.seal)
    return expected if expected <= _last_told() else None


def _last_told() -> int:
    """The highest number that a fact of destruction carries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max((payload->>'destruction_number')::int), 0)"
            " FROM journal_entry WHERE kind IN ('dossier.destroyed', 'person.erased')"
        )
        [(number,)] = cursor.fetchall()
    return int(number)
