"""Who is looking at a dossier, told to those who look at it too."""

import json
import time
from typing import Any

import pytest

from jalon.accounts.actor import Actor
from tests.live.situations import Around, around, leave
from tests.live.streams import ORIGIN, Screen, Streams, running

pytestmark = pytest.mark.usefixtures("committed")


def _says(streams: Streams, screen: Screen, **words: Any) -> int:
    body = json.dumps({"ticket": screen.hello.data["ticket"], **words}).encode()
    return streams.request("POST", "/presence", body, Origin=ORIGIN)[0]


def _people(screen: Screen, count: int) -> dict[str, tuple[str, str]]:
    """Who is shown, once that many are: key → state, block."""
    while True:
        told = screen.until("presence").data
        if told["count"] == count:
            return {one["key"]: (one["state"], one["block"]) for one in told["people"]}


def _key(actor: Actor) -> str:
    return f"a{actor.affiliation_id}"


def test_those_who_look_are_named_to_one_another(streams: Streams) -> None:
    them = around()
    mine = streams.open(them.referent, them.dossier)

    theirs = streams.open(them.colleague, them.dossier)

    for screen in (mine, theirs):
        assert _people(screen, 2) == {
            _key(them.referent): ("viewing", ""),
            _key(them.colleague): ("viewing", ""),
        }
    assert theirs.hello.data["me"] == _key(them.colleague)


def test_names_and_organisations_are_those_colleagues_know(streams: Streams) -> None:
    them = around()
    screen = streams.open(them.referent, them.dossier)
    streams.open(them.colleague, them.dossier)

    told = {one["key"]: one for one in screen.until("presence").data["people"]}

    person = told[_key(them.colleague)]
    assert (person["name"], person["organisation"]) == (
        them.colleague.name,
        them.colleague.organisation_name,
    )


def test_who_is_alone_is_told_nothing(streams: Streams) -> None:
    them = around()
    screen = streams.open(them.referent, them.dossier)
    time.sleep(0.6)

    assert "presence" not in [event.name for event in list(screen.events.queue)]


def test_who_writes_is_shown_beside_the_block(streams: Streams) -> None:
    them, mine, theirs = _both(streams)

    assert _says(streams, theirs, state="typing", block="barriers") == 204
    typing = _people(mine, 2)
    assert _says(streams, theirs, state="viewing") == 204
    viewing = _people(mine, 2)

    assert typing[_key(them.colleague)] == ("typing", "barriers")
    assert viewing[_key(them.colleague)] == ("viewing", "")


def test_who_closes_the_page_is_gone(streams: Streams) -> None:
    them, mine, theirs = _both(streams)

    theirs.close()

    assert list(_people(mine, 1)) == [_key(them.referent)]


def test_who_looks_elsewhere_is_not_shown(streams: Streams) -> None:
    them, mine, theirs = _both(streams)

    _says(streams, theirs, state="gone")

    assert list(_people(mine, 1)) == [_key(them.referent)]


def test_several_tabs_of_one_person_count_once(streams: Streams) -> None:
    them, mine, _ = _both(streams)
    second = streams.open(them.colleague, them.dossier)

    _says(streams, second, state="typing", block="work")
    shown = _people(mine, 2)
    second.close()
    after = _people(mine, 2)

    assert shown[_key(them.colleague)] == ("typing", "work")
    assert after[_key(them.colleague)] == ("viewing", "")


def test_who_leaves_the_team_is_gone(streams: Streams) -> None:
    them, mine, _ = _both(streams)

    leave(them.seat, them.colleague)

    assert mine.until("fact").data["kind"] == "member.left"
    assert list(_people(mine, 1)) == [_key(them.referent)]


def test_nothing_is_told_when_nothing_changes(streams: Streams) -> None:
    _, mine, theirs = _both(streams)
    mine.quiet(0.6)

    for _ in range(3):
        _says(streams, theirs, state="viewing")
    mine.quiet(0)
    names = [event.name for event in list(mine.events.queue)]

    assert "presence" not in names


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"ticket":"x","state":"viewing"}', 401),
        (b'{"ticket":1,"state":"viewing"}', 400),
        (b"x" * 5000, 400),
    ],
)
def test_words_that_are_not_ours_are_refused(streams: Streams, body: bytes, status: int) -> None:
    assert streams.request("POST", "/presence", body)[0] == status


@pytest.mark.parametrize(
    "words", [{"state": "dancing"}, {"state": "typing", "block": "<b>"}, {"state": 3}]
)
def test_only_known_states_and_codes_are_repeated(streams: Streams, words: dict[str, Any]) -> None:
    them = around()
    screen = streams.open(them.referent, them.dossier)

    assert _says(streams, screen, **words) == 400


def test_two_stream_processes_agree(streams: Streams) -> None:
    them = around()
    with running() as other:
        mine = streams.open(them.referent, them.dossier)
        theirs = other.open(them.colleague, them.dossier)

        both = _people(mine, 2)
        assert _people(theirs, 2) == both
        # The page may reach the other process than the one that holds its stream.
        assert _says(streams, theirs, state="typing", block="work") == 204
        assert _people(mine, 2)[_key(them.colleague)] == ("typing", "work")

    assert list(_people(mine, 1)) == [_key(them.referent)]


def _both(streams: Streams) -> tuple[Around, Screen, Screen]:
    them = around()
    mine = streams.open(them.referent, them.dossier)
    theirs = streams.open(them.colleague, them.dossier)
    _people(mine, 2)
    _people(theirs, 2)
    return them, mine, theirs
