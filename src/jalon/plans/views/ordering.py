"""An order as a form says it: the numbers one after the other, and perhaps one to move."""

from uuid import UUID

from django.http import Http404, QueryDict


def order_of(data: QueryDict, name: str) -> list[UUID]:
    """The numbers of a form in the order wanted; `up` or `down` moves one by one place."""
    try:
        order = [UUID(text) for text in data.getlist(name)]
        moved = {way: UUID(str(data[way])) for way in ("up", "down") if way in data}
    except ValueError as error:
        raise Http404 from error
    if not order:
        raise Http404
    for way, one in moved.items() if name == "order" else ():
        if one not in order:
            raise Http404
        here = order.index(one)
        there = here - 1 if way == "up" else here + 1
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
    return order
