"""Writes chart.png: the outcomes of the year as a bar chart. Needs a Chinese font that fontconfig can find."""
import subprocess

from data import HERE, RESULTS
from PIL import Image, ImageDraw, ImageFont


def font(size):
    path = subprocess.run(["fc-match", "-f", "%{file}\n%{index}", "Noto Sans CJK SC:lang=zh-cn"],
                          capture_output=True, text=True, check=True).stdout.split("\n")
    return ImageFont.truetype(path[0], size, index=int(path[1] or 0) & 0xFFFF)


def main():
    w, h, left, base, top = 1200, 620, 90, 530, 60
    im = Image.new("RGB", (w, h), "white")
    d = ImageDraw.Draw(im)
    small = font(26)
    high = 1200
    for k in range(0, high + 1, 200):
        y = base - (base - top) * k // high
        d.line([(left, y), (w - 30, y)], fill="#d0d0d0" if k else "#333333", width=2)
        d.text((left - 12, y), str(k), font=small, fill="#333333", anchor="rm")
    d.text((left - 12, top - 34), "件", font=small, fill="#333333", anchor="rm")
    step = (w - 30 - left) / len(RESULTS)
    for i, (name, value) in enumerate(RESULTS):
        x = left + step * (i + 0.5)
        y = base - (base - top) * value / high
        d.rectangle([x - 48, y, x + 48, base], fill="#2f6ea5")
        d.text((x, y - 8), str(value), font=small, fill="#111111", anchor="mb")
        d.text((x, base + 14), name, font=small, fill="#111111", anchor="mt")
    im.quantize(32).save(HERE / "chart.png", optimize=True)


if __name__ == "__main__":
    main()
