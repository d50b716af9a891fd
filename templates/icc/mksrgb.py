#!/usr/bin/env python3
"""Writes srgb.icc: the sRGB colour space of IEC 61966-2-1 as a version 2 matrix profile, from the standard's own numbers.

Usage: mksrgb.py OUT
"""

import struct
import sys

# Primaries and white of IEC 61966-2-1, brought to D50 by the Bradford transform (ICC.1:2001-04, annex E).
COLORANTS = {
    "rXYZ": (0.436066, 0.222488, 0.013916),
    "gXYZ": (0.385147, 0.716873, 0.097076),
    "bXYZ": (0.143066, 0.060608, 0.714096),
}
D50 = (0.9642, 1.0, 0.8249)
ENTRIES = 256


def fixed(value):
    """s15Fixed16Number."""
    return struct.pack(">i", round(value * 65536))


def xyz(values):
    return b"XYZ " + bytes(4) + b"".join(map(fixed, values))


def linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def curve():
    samples = [round(linear(i / (ENTRIES - 1)) * 65535) for i in range(ENTRIES)]
    return b"curv" + bytes(4) + struct.pack(f">I{ENTRIES}H", ENTRIES, *samples)


def description(text):
    ascii_text = text.encode("ascii") + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(ascii_text)) + ascii_text + bytes(4 + 4 + 2 + 1 + 67)


def main():
    curves = curve()
    tags = [
        ("desc", description("sRGB IEC61966-2.1")),
        ("cprt", b"text" + bytes(4) + b"No copyright, use freely\0"),
        ("wtpt", xyz(D50)),
        *((name, xyz(values)) for name, values in COLORANTS.items()),
        *((name, curves) for name in ("rTRC", "gTRC", "bTRC")),
    ]
    table, data, places = b"", b"", {}
    start = 128 + 4 + 12 * len(tags)
    for name, body in tags:
        if body not in places:
            places[body] = start + len(data)
            data += body + bytes(-len(body) % 4)
        table += name.encode("ascii") + struct.pack(">II", places[body], len(body))
    size = start + len(data)
    header = struct.pack(">I4sI4s4s4s6H4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ", 2000, 1, 1, 0, 0, 0, b"acsp")
    header += bytes(28) + b"".join(map(fixed, D50))
    header = header.ljust(128, b"\0")
    with open(sys.argv[1], "wb") as out:
        out.write(header + struct.pack(">I", len(tags)) + table + data)


main()
