import pytest

from jalon.kernel.guarded_writes import allowed_write, write_is_allowed


def test_nothing_is_allowed_unless_somebody_says_why():
    assert not write_is_allowed()
    with allowed_write("reading"):
        assert write_is_allowed()
    assert not write_is_allowed()


def test_the_door_closes_even_when_the_write_fails():
    with pytest.raises(ValueError, match="broken"), allowed_write("reading"):
        raise ValueError("broken")

    assert not write_is_allowed()
