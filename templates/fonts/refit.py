#!/usr/bin/env python3
"""How the embedded Chinese faces are made smaller: outlines refitted, points on even units, hinting dropped.

    refit.py IN.ttf[.zst] OUT.ttf.zst TOLERANCE [NEW FAMILY]

Needs fontTools, zstandard and rustc (`fit.rs`). Each contour becomes the fewest lines and quadratic curves that stay within TOLERANCE
units of it; then every point goes to the next even unit, which leaves deflate half as much to say. Faces
have 1,000 units: at 300 dots to the inch and 16 points a unit is a fifteenth of a dot. Advances, kerning, features and the glyphs
made of others stay; side bearings follow the outlines. The family is renamed where NEW FAMILY is given.
"""

import io
import math
import pathlib
import subprocess
import sys
import tempfile

import zstandard
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

HINTING = ("cvt ", "fpgm", "prep", "hdmx", "LTSH", "VDMX", "gasp", "DSIG")


def contours(glyphs, name):
    """The closed contours of a glyph: lists of (from, control or None, to)."""
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    found, start, at = [], None, None

    def curve(controls, end):
        nonlocal at
        for i, control in enumerate(controls):
            last = i == len(controls) - 1
            to = end if last else tuple((a + b) / 2 for a, b in zip(control, controls[i + 1]))
            found[-1].append((at, control, to))
            at = to

    for operator, points in pen.value:
        if operator == "moveTo":
            found.append([])
            start = at = points[0]
        elif operator == "lineTo":
            found[-1].append((at, None, points[0]))
            at = points[0]
        elif operator == "qCurveTo" and points[-1] is None:  # no point on the curve
            start = at = tuple((a + b) / 2 for a, b in zip(points[0], points[-2]))
            found.append([])
            curve(points[:-1], start)
        elif operator == "qCurveTo":
            curve(points[:-1], points[-1])
        elif at != start:  # closePath
            found[-1].append((at, None, start))
            at = start
    return [contour for contour in found if contour]


def fitted(outlines, tolerance):
    """The same contours with fewer segments; `outlines`: lists of contours."""
    number = lambda point: " ".join(f"{x:g}" for x in point)  # noqa: E731
    lines = []
    for contour in (contour for outline in outlines for contour in outline):
        lines.append(str(len(contour)))
        for a, control, b in contour:
            lines.append(f"l {number(a)} {number(b)}" if control is None else f"q {number(a)} {number(control)} {number(b)}")
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder, "fit")
        source = pathlib.Path(__file__).with_name("fit.rs")
        subprocess.run(["rustc", "--edition", "2024", "-C", "opt-level=3", "-o", program, source], check=True)
        said = subprocess.run([program, str(tolerance)], input="\n".join(lines), capture_output=True, text=True, check=True).stdout
    said = iter(said.splitlines())

    def contour():
        segments = [next(said).split() for _ in range(int(next(said)))]
        points = [[tuple(map(float, s[i : i + 2])) for i in range(1, len(s), 2)] for s in segments]
        return [(p[0], p[1] if len(p) == 3 else None, p[-1]) for p in points]

    return [[contour() for _ in outline] for outline in outlines]


def even(point):
    """To the next even units, always upwards from odd ones, so that stems keep their widths."""
    rounded = (math.floor(x + 0.5) for x in point)
    return tuple(x + (x & 1) for x in rounded)


def drawn(outline):
    """A glyph of these contours. A point between two control points that is as good as their middle need not be said."""
    pen = TTGlyphPen(None)
    for contour in outline:
        if len(contour) < 2:
            continue
        points = []
        for _, control, to in contour:
            points += [(even(to), True)] if control is None else [(even(control), False), (even(to), True)]

        def is_said(i):
            (before, on_before), (point, on), (after, on_after) = points[i - 1], points[i], points[(i + 1) % len(points)]
            return not on or on_before or on_after or any(abs(a + c - 2 * b) > 2 for a, b, c in zip(before, point, after))

        # From a point on the curve, if one is left.
        said = [points[i] for i in range(len(points)) if is_said(i)]
        first = next((i for i, (_, on) in enumerate(said) if on), None)
        if first is None:
            pen.qCurveTo(*(point for point, _ in said), None)
            pen.closePath()
            continue
        said = said[first:] + said[:first]
        pen.moveTo(said[0][0])
        controls = []
        for point, on in said[1:] + said[:1]:
            if not on:
                controls.append(point)
            elif controls:
                pen.qCurveTo(*controls, point)
                controls = []
            elif point != said[0][0]:
                pen.lineTo(point)
        pen.closePath()
    return pen.glyph(dropImpliedOnCurves=True)


def rename(font, family):
    postscript, style = family.replace(" ", ""), font["name"].getDebugName(2) or "Regular"
    for record in font["name"].names:
        names = {1: family, 16: family, 4: f"{family} {style}", 3: f"{postscript}-{style}", 6: f"{postscript}-{style}"}
        if record.nameID in names:
            record.string = names[record.nameID]


def main():
    source, target, tolerance, family = sys.argv[1], sys.argv[2], float(sys.argv[3]), (sys.argv[4:] or [None])[0]
    data = pathlib.Path(source).read_bytes()
    if source.endswith(".zst"):
        data = zstandard.ZstdDecompressor().decompress(data, max_output_size=1 << 27)
    font = TTFont(io.BytesIO(data))
    glyf, metrics, glyphs = font["glyf"], font["hmtx"], font.getGlyphSet()
    names = [name for name in font.getGlyphOrder() if glyf[name].numberOfContours > 0]
    before = sum(len(glyf[name].coordinates) for name in names)
    outlines = fitted([contours(glyphs, name) for name in names], tolerance)
    bearing = {name: metrics[name][1] - glyf[name].xMin for name in font.getGlyphOrder() if glyf[name].numberOfContours}
    for name, outline in zip(names, outlines):
        glyf[name] = drawn(outline)
    after = sum(len(glyf[name].coordinates) for name in names)
    for name in bearing:
        glyf[name].recalcBounds(glyf)
        metrics[name] = (metrics[name][0], glyf[name].xMin + bearing[name])
    for table in HINTING:
        if table in font:
            del font[table]
    if family:
        rename(font, family)
    out = io.BytesIO()
    font.save(out)
    packed = zstandard.ZstdCompressor(level=19).compress(out.getvalue())
    pathlib.Path(target).write_bytes(packed)
    print(f"{target}: {len(names)} glyphs, points {before} -> {after}, bytes {len(data)} -> {len(out.getvalue())}, packed {len(packed)}")


if __name__ == "__main__":
    main()
