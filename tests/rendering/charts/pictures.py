"""What tests look for in pictures."""

import struct


def size_of(png: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG in pixels."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height
