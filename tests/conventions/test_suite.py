"""What the tests themselves promise: no network, no warning, no order."""

import socket
import warnings

import pytest
from pytest_socket import SocketConnectBlockedError


def test_no_test_speaks_to_the_network():
    refused = (SocketConnectBlockedError, UserWarning)  # the warning comes first, as an error
    with socket.socket() as door, pytest.raises(refused, match=r"192\.0\.2\.1"):
        door.connect(("192.0.2.1", 80))


def test_a_test_may_speak_to_this_machine():
    with socket.socket() as listening, socket.socket() as speaking:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        speaking.connect(listening.getsockname())

        assert speaking.getpeername() == listening.getsockname()


def test_a_warning_is_an_error():
    with pytest.raises(UserWarning, match="attention"):
        warnings.warn("attention", UserWarning, stacklevel=1)


def test_the_order_is_drawn_again_each_time(pytestconfig):
    assert pytestconfig.pluginmanager.has_plugin("randomly")
    assert pytestconfig.getoption("randomly_reorganize")
