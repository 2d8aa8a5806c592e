import pytest

from tests.plans.situations import World


@pytest.fixture
def world() -> World:
    return World()
