"""Ports of this machine where nothing listens."""

import socket


def free_port() -> int:
    """Return the number of one; nobody else is given it soon."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
