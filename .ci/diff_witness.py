"""Outside witnesses of comparisons: what pandoc, LibreOffice, python-docx, lxml and Chromium find in them.

    diff_witness.py NIANBAO WORK

Needs pandoc, LibreOffice, Chromium, poppler-utils; lxml, python-docx, jsonschema. The reports compared are the samples, changed here.
"""

import copy
import json
import pathlib
import sys

import docx
import jsonschema
from lxml import etree, html
from tally import check, end, run

ROOT = pathlib.Path(__file__).resolve().parent.parent
NIANBAO, WORK = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
SAMPLES = {name: ROOT / f"samples/{name}/report.json" for name in ["anping-2020", "lukou-2021", "qinghe-2023"]}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def equal(name, found, wanted):
    at = next((i for i, (a, b) in enumerate(zip(found, wanted)) if a != b), min(len(found), len(wanted)))
    check(name, found == wanted, f"{len(found)} against {len(wanted)}; item {at}: found {found[at:at + 1]}, expected {wanted[at:at + 1]}")


def changed(source, target):
    """A sample with a figure transposed, one blank, a paragraph edited, one moved and one new that looks like markup."""
    report = json.loads(source.read_text("utf-8"))
    said = copy.deepcopy(report)
    content = said["sections"][0]["content"]
    texts = [i for i, block in enumerate(content) if isinstance(block, str) and len(block) > 20]
    content[texts[0]] = content[texts[0]].replace("，", "；", 1) + "另行补充。"
    said["sections"][-1]["content"].append(content.pop(texts[-1]))
    content.insert(0, "新增的<script>alert(1)</script>&一段，共46件。")
    table = said["statistics"]["applications"]["received"]
    table["natural_person"], table["research_institution"] = 9046, {"raw": ""}
    target.write_text(json.dumps(said, ensure_ascii=False), "utf-8")


def by_pandoc(path, changes="accept"):
    """All text but white space: pandoc leaves rows that are gone there, blank."""
    page = run("pandoc", f"--track-changes={changes}", "-t", "html", path).decode("utf-8")
    return "".join("".join(html.fragment_fromstring(page, create_parent=True).itertext()).split())


def settled(path, accepts):
    """The paragraphs of a file with its changes settled, by the rules of ECMA-376 §17.13.5 alone; blank ones are none."""
    body = docx.Document(path).element.body
    gone, kept = ("del", "ins") if accepts else ("ins", "del")
    for row in list(body.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}{gone}") is not None:
            row.getparent().remove(row)
    paragraphs, pending = [], ""
    for paragraph in body.iter(f"{W}p"):
        for change in list(paragraph.iter(f"{W}{gone}")):
            if change.getparent().tag != f"{W}rPr":
                change.getparent().remove(change)
        text = "".join(node.text or "" for node in paragraph.iter(f"{W}t", f"{W}delText"))
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is not None:
            pending += text
            continue
        paragraphs.append((pending + text).strip())
        pending = ""
    return [text for text in paragraphs if text]


def unmarked_leftovers(path, accepts):
    """Paragraphs that are left blank where all that was in them is gone."""
    gone = "del" if accepts else "ins"
    body = docx.Document(path).element.body
    left = 0
    for paragraph in body.iterchildren(f"{W}p"):
        children = [child for child in paragraph if child.tag != f"{W}pPr"]
        if children and all(child.tag == f"{W}{gone}" for child in children):
            left += paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is None
    return left


def word_files(name, before, after, folder):
    revised, alone = folder / "revised.docx", {}
    run(NIANBAO, "diff", before, after, "-o", revised, "--force", "-q", status=(1,))
    for side, report in [("reject", before), ("accept", after)]:
        alone[side] = folder / f"{side}.docx"
        run(NIANBAO, "convert", report, "-o", alone[side], "--force", "-q", status=(0, 1))
    office = folder / "office"
    run("soffice", f"-env:UserInstallation={(WORK / 'profile').as_uri()}", "--headless", "--convert-to", "docx", "--outdir", office, revised)
    for side, path in alone.items():
        accepts = side == "accept"
        equal(f"{name}: {side}: pandoc", by_pandoc(revised, side), by_pandoc(path))
        equal(f"{name}: {side}: the rules of the standard", settled(revised, accepts), settled(path, accepts))
        equal(f"{name}: {side}: pandoc, through LibreOffice", by_pandoc(office / "revised.docx", side), by_pandoc(path))
        equal(f"{name}: {side}: no blank paragraph is left", [unmarked_leftovers(revised, accepts)], [0])


def page(name, before, after, folder):
    path = folder / "page.html"
    run(NIANBAO, "diff", before, after, "-o", path, "--force", "-q", status=(1,))
    root = etree.parse(path).getroot()
    tags = {element.tag.rpartition("}")[2] for element in root.iter(etree.Element)}
    check(f"{name}: page: no script", not tags & {"script", "img", "iframe", "object", "link", "form"}, tags)
    attributes = {attribute for element in root.iter(etree.Element) for attribute in element.attrib}
    check(f"{name}: page: no handler", not [a for a in attributes if a.startswith("on") or a == "style"], attributes)
    check(f"{name}: page: heads have scopes", all(th.get("scope") for th in root.iter("{*}th")))
    printed = folder / "page.pdf"
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={printed}", path.as_uri())
    shown = run("pdftotext", "-layout", printed, "-").decode("utf-8")
    for word in ["年报对比", "变化", "统计数据"]:
        check(f"{name}: page: Chromium shows {word}", word in shown)
    return shown


def main():
    schema = json.loads(run(NIANBAO, "schema", "difference"))
    pairs = [(a, b) for a in SAMPLES for b in SAMPLES if a < b]
    for name, source in SAMPLES.items():
        folder = WORK / name
        folder.mkdir(parents=True, exist_ok=True)
        other = folder / "changed.json"
        changed(source, other)
        word_files(name, source, other, folder)
        shown = page(name, source, other, folder)
        check(f"{name}: page: markup of the report is text", "<script>alert(1)</script>" in shown.replace("\n", "").replace(" ", ""))
        data = json.loads(run(NIANBAO, "diff", source, other, "--to", "json", "-q", status=(1,)))
        jsonschema.validate(data, schema)
        counts = data["counts"]
        equal(f"{name}: counts", [counts[key] for key in ["figures", "moved", "added", "changed", "removed"]], [2, 1, 1, 1, 0])
        run(NIANBAO, "diff", source, source, "-q")
    for a, b in pairs:
        folder = WORK / f"{a}-{b}"
        folder.mkdir(parents=True, exist_ok=True)
        word_files(f"{a} {b}", SAMPLES[a], SAMPLES[b], folder)
        jsonschema.validate(json.loads(run(NIANBAO, "diff", SAMPLES[a], SAMPLES[b], "--to", "json", "-q", status=(1,))), schema)
    end()


if __name__ == "__main__":
    main()
