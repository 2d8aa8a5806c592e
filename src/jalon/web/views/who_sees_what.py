"""« Qui voit quoi »: the matrix of rights of this deployment, for everyone to read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.access.policy.capacities import Capacity
from jalon.access.policy.in_force import matrix_in_force
from jalon.access.policy.levels import Level
from jalon.access.policy.matrix import MATRIX, SINCE, Cell
from jalon.ui.access import public_page
from jalon.ui.policy_words import BLOCKS, CAPACITIES, LEVELS


@public_page
@require_safe
def who_sees_what(request: HttpRequest) -> HttpResponse:
    """One table per role: each block, how far it is open, and the text that allows it."""
    today = timezone.localdate()
    matrix = matrix_in_force(today)
    roles = [
        {
            "code": capacity,
            "title": CAPACITIES[capacity],
            "cells": [
                _said(capacity, block, cell)
                for block, cell in row.items()
                if cell.level is not Level.NOTHING
            ],
            "closed": [BLOCKS[b] for b, cell in row.items() if cell.level is Level.NOTHING],
        }
        for capacity, row in matrix.items()
    ]
    context = {"roles": roles, "since": SINCE, "today": today}
    return render(request, "web/who_sees_what.html", context)


def _said(capacity: Capacity, block: Any, cell: Cell) -> dict[str, Any]:
    return {
        "block": BLOCKS[block],
        "level": LEVELS[cell.level],
        "needs_secrecy": cell.needs_secrecy,
        "basis": _(cell.legal_basis),
        "is_narrowed": MATRIX[capacity][block].level is not cell.level,
    }
