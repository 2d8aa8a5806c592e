import re
from datetime import datetime, timedelta
from itertools import islice
from typing import BinaryIO
from unicodedata import category

import orjson
from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.intake.bulk.sealed_file import file_fingerprint, keep
from jalon.intake.events import ListReceived
from jalon.intake.models import ColumnMapping, ListPolicy, ListProgress, PeopleList
from jalon.intake.reading.fields import BY_CODE
from jalon.intake.reading.headers import header_fingerprint, read_headers
from jalon.intake.reading.table import open_table
from jalon.intake.rules import IMPORT_PEOPLE
from jalon.journal.record import record

SAMPLE_ROWS = 5


@transaction.atomic
def receive_list(*, file: BinaryIO, name: str, by: Actor, at: datetime) -> PeopleList:
    """Take in a file: sealed at once, its columns recognised or remembered, nothing read further.

    Raises FileRefused when it cannot be a list, Denied.
    """
    IMPORT_PEOPLE.require(by, None)

    table = open_table(file)
    sample = [row.cells for row in islice(table.rows, SAMPLE_ROWS)]
    print_, size = file_fingerprint(file)
    policy = ListPolicy.on(by.today)
    people_list = PeopleList.objects.create(
        organisation_id=by.organisation_id,
        affiliation_id=by.affiliation_id,
        file_name=_shown(name),
        file_fingerprint=print_,
        file_bytes=size,
        format=table.format,
        encoding=table.encoding,
        separator=table.separator,
        header_line=table.header_line,
        titles=[title[:200] for title in table.titles],
        sample=orjson.dumps(sample).decode(),
        mapping=_mapping(by.organisation_id, table.titles),
        received_at=at,
        purge_on=by.today + timedelta(days=policy.keep_days),
    )
    ListProgress.objects.create(people_list=people_list)
    keep(file, people_list)

    record(ListReceived(list_id=people_list.pk), by=by, at=at)
    return people_list


def _shown(name: str) -> str:
    """The end of a name that only serves to be shown: no folder, no invisible character."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(" " if category(letter)[0] == "C" else letter for letter in last)[-200:]


def _mapping(organisation_id: int, titles: list[str]) -> list[str]:
    """What this organisation said last time of the same titles, else what they seem to say."""
    remembered = ColumnMapping.objects.filter(
        organisation_id=organisation_id, header_fingerprint=header_fingerprint(titles)
    ).first()
    if remembered:
        return [code if code in BY_CODE else "" for code in remembered.mapping]
    return list(read_headers(titles).guesses)
