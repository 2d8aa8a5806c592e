"""Done, and what it changed."""

import pytest

from jalon.plans.models import Effect, Side, State, StepPhoto
from jalon.plans.operations import finish_step, reopen_step
from jalon.ui.photos import NotAPhoto, drawn_again
from jalon.vault.sealing import open_sealed_bytes
from tests.facts import recorded
from tests.plans.situations import now
from tests.ui.test_photos import sent

pytestmark = pytest.mark.django_db


def test_done_with_a_word_and_undone(world):
    step = world.step_in(State.IN_PROGRESS)

    done = finish_step(
        step=step, seen=3, word="Inscrite.", effect=Effect.NOTHING, by=world.person, at=now()
    )

    assert (done.state, done.word, done.effect, done.ended_side) == (
        State.DONE, "Inscrite.", Effect.NOTHING, Side.PERSON,
    )  # fmt: skip
    assert recorded()[-1][1]["status"] == "nothing"
    undone = reopen_step(step=done, seen=4, by=world.person, at=now())
    assert (undone.state, undone.effect) == (State.IN_PROGRESS, Effect.UNSAID)


def test_a_photo_shows_it_and_is_kept_sealed(world):
    photo = sent()

    done = finish_step(
        step=world.step_in(State.ACCEPTED), seen=2, word="", photo=photo, by=world.person, at=now()
    )

    kept = done.photos.get()
    assert photo not in bytes(kept.sealed)
    assert b"JFIF" not in bytes(kept.sealed)
    assert open_sealed_bytes(kept.sealed) == drawn_again(photo)
    with pytest.raises(NotAPhoto):
        finish_step(
            step=world.step_in(State.ACCEPTED), seen=2, word="", photo=b"%PDF-", by=world.person,
            at=now(),
        )  # fmt: skip
    assert StepPhoto.objects.count() == 1
