"""Appointments, read for the page of a dossier: a part of its one statement."""

from typing import Final

# Row-level security has its say on each table: who reads there what their own organisation does
# alone gets that, and a body whose mere name is sensitive is not seen by everybody.
ON_PAGE: Final = """SELECT coalesce(json_agg(row ORDER BY row.starts_at DESC NULLS FIRST, row.id),
                                    '[]')
    FROM (SELECT one.id, one.public_id, one.kind, one.mode, encode(one.place, 'base64') AS place,
                 one.minutes, one.zone, one.state, one.starts_at, one.ends_at, one.booked_side,
                 one.moves, one.cancelled_side, one.cancel_ground, one.proposed_at,
                 one.proposed_by_id IS NULL AS is_asked,
                 coalesce(nullif(body.short_name, ''), body.name) AS organisation,
                 desk.name AS desk,
                 (SELECT coalesce(json_agg(coalesce(nullif(member.civility, ''), member.first_name)
                                           || ' ' || member.last_name ORDER BY seat.id), '[]')
                  FROM appointments_participant AS seat
                  JOIN accounts_affiliation AS hat ON hat.id = seat.affiliation_id
                  JOIN accounts_user AS member ON member.id = hat.user_id
                  WHERE seat.appointment_id = one.id) AS who
          FROM appointments_appointment AS one
          JOIN accounts_organisation AS body ON body.id = one.organisation_id
          LEFT JOIN appointments_desk AS desk ON desk.id = one.desk_id
          WHERE one.dossier_id = subject.id
          ORDER BY one.starts_at DESC NULLS FIRST, one.id DESC LIMIT 20) AS row"""
