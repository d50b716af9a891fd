"""nianbao's own pictures of the pages beside poppler's of the PDF: the same ink in the same places."""

import subprocess

from PIL import Image

DPI = 120
BLOCK = 8
# Of 255 greys, averaged over a block: two ways of smoothing the same strokes stay below these; a character that is missing,
# wrong or shifted by half its width does not.
MOST = 70
MEAN = 2.5


def blocks(picture, size):
    """The grey of each block; pages may differ by a pixel, as poppler rounds up."""
    picture = picture.convert("L").crop((0, 0, *size))
    return picture.resize((size[0] // BLOCK, size[1] // BLOCK), Image.Resampling.BOX).tobytes()


def witness(name, nianbao, json_path, pdf, work, check, equal):
    folder = work / "raster"
    folder.mkdir()
    subprocess.run([nianbao, "convert", json_path, "-o", folder / "own.png", "--dpi", str(DPI), "--quiet"], check=False)
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", pdf, folder / "poppler"], check=True)
    own, other = sorted(folder.glob("own*.png")), sorted(folder.glob("poppler*.pgm"))
    equal(f"{name}: PNG: as many pages as the PDF", len(own), len(other))
    for number, (ours, theirs) in enumerate(zip(own, other), 1):
        ours, theirs = Image.open(ours), Image.open(theirs)
        close = all(abs(a - b) <= 1 for a, b in zip(ours.size, theirs.size))
        check(f"{name}: PNG: page {number} is as large as poppler's", close, f"{ours.size} {theirs.size}")
        equal(f"{name}: PNG: page {number} states its resolution", round(ours.info["dpi"][0]), DPI)
        size = tuple(map(min, ours.size, theirs.size))
        unlike = [abs(a - b) for a, b in zip(blocks(ours, size), blocks(theirs, size))]
        mean = sum(unlike) / len(unlike)
        check(f"{name}: PNG: page {number} looks like poppler's", max(unlike) <= MOST and mean <= MEAN, f"most {max(unlike)}, mean {mean:.2f}")
