import socket

import pytest

from survey.operations import serving
from survey.operations.errors import OperationRefused


def test_a_taken_port_is_named_with_a_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(OperationRefused, match=f"Port {port} .* is taken"):
            serving.check_port_is_free("127.0.0.1", port)


def test_a_free_port_is_free():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    serving.check_port_is_free("127.0.0.1", port)


def test_the_address_for_phones_is_an_address_of_this_machine():
    address = serving.lan_address()

    with socket.socket() as probe:
        probe.bind((address, 0))
