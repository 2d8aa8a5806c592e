"""What the process of the post does, done here and now: the same rows, the same functions."""

import json
from typing import Any

from django.core import mail
from django.db import connection
from procrastinate.contrib.django import app


def run_jobs() -> int:
    """Do every job that waits, those that they ask for included; how many."""
    done = 0
    while job := _next():
        number, name, arguments = job
        app.tasks[name].func(**arguments)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [number])
        done += 1
    return done


def delivered() -> list[Any]:
    """The mails that have left, those that waited included."""
    run_jobs()
    return mail.outbox


def _next() -> Any:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id"
        )
        found = cursor.fetchone()
    return found and (found[0], found[1], _read(found[2]))


def _read(arguments: Any) -> dict[str, Any]:
    return json.loads(arguments) if isinstance(arguments, str) else arguments
