"""Prove that one reading belongs to what was sealed, without showing any other reading."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.journal.exporting import line_of
from jalon.journal.leaves import COLUMNS, FORM, leaf_of, written
from jalon.journal.merkle import leaf_hash, path_to, root_from
from jalon.journal.models import Leaf, Seal
from jalon.journal.seal_keys import key_named
from jalon.journal.sealing import leaves_of

BROKEN: Final = gettext_lazy("Le sceau de la lecture %(reading)s est rompu : vérifiez le registre.")


class NotProvable(LookupError):
    """No such reading, not sealed yet, or its batch does not hold what was sealed."""


def prove(reading_id: int) -> dict[str, Any]:
    """What a second party checks with the exported line of the seal alone; JSON values.

    `record` is the text that is hashed; `path`, the hashes from its leaf up to the root.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM journal_reading AS reading WHERE id = %s",  # noqa: S608
            [reading_id],
        )
        row = cursor.fetchone()
    place = Leaf.objects.filter(reading_id=reading_id).first()
    if row is None or place is None:
        raise NotProvable(
            _("La lecture %(reading)s n’existe pas, ou n’a pas encore de sceau.")
            % {"reading": reading_id}
        )
    seal = Seal.objects.filter(first__lte=place.position).order_by("-number").first()
    leaves = leaves_of(seal) if seal else []
    index = place.position - seal.first if seal else 0
    key = key_named(seal.key) if seal else None
    if seal is None or key is None or index >= len(leaves) or leaves[index] != leaf_of(row):
        raise NotProvable(str(BROKEN) % {"reading": reading_id})
    proof = {
        "form": FORM,
        "record": written(row).decode(),
        "index": index,
        "leaves": seal.leaves,
        "path": [one.hex() for one in path_to(leaves, index)],
        "seal": line_of(seal),
        "public_key": key.public.hex(),
    }
    if not holds(proof, root=bytes(seal.root)):
        raise NotProvable(str(BROKEN) % {"reading": reading_id})
    return proof


def holds(proof: Mapping[str, Any], *, root: bytes) -> bool:
    """Whether the record of a proof leads to that root."""
    path = [bytes.fromhex(one) for one in proof["path"]]
    leaf = leaf_hash(proof["record"].encode())
    try:
        return root_from(leaf, proof["index"], proof["leaves"], path) == root
    except ValueError:
        return False
