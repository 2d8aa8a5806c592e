"""Put a reading on record, in the same statement as what it shows.

There is one way to read a dossier: a statement that decides access in a CTE named `subject` (with
a `stream`), knows the last fact in a CTE named `latest`, and carries RECORD_READING. Nothing can
then be shown without being recorded, nor recorded without having been allowed.
"""

from typing import Final

# Parameters: affiliation, organisation, channel, blocks, at.
RECORD_READING: Final = """
    INSERT INTO journal_reading
        (stream, affiliation_id, organisation_id, channel, blocks, position, at)
    SELECT subject.stream, %(affiliation)s, %(organisation)s, %(channel)s,
           %(blocks)s::varchar[], latest.position, %(at)s
    FROM subject, latest"""
