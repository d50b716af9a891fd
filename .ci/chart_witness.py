"""An outside witness of charts: what is drawn is reckoned here from the canonical JSON, and read from each file by other programs.

    chart_witness.py NIANBAO WORK

Needs LibreOffice, poppler-utils; lxml, openpyxl, pikepdf, pdfua.
"""

import json
import pathlib
import re
import sys
import zipfile

import openpyxl
import pdfua
import pikepdf
import pikepdf.pdfa
from lxml import etree
from pdf_witness import UNKNOWN_TO_PIKEPDF
from tally import check, end, equal, run

ROOT = pathlib.Path(__file__).resolve().parent.parent
NIANBAO, WORK = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SVG = "{http://www.w3.org/2000/svg}"
HTML = "{http://www.w3.org/1999/xhtml}"
RESULTS = {
    "予以公开": "granted", "部分公开": "partly_granted", "不予公开": "refused", "无法提供": "unavailable", "不予处理": "not_processed", "其他处理": "other",
}
APPLICANTS = {
    "自然人": "natural_person", "商业企业": "commercial_enterprise", "科研机构": "research_institution", "社会公益组织": "public_welfare_organization",
    "法律服务机构": "legal_service_institution", "其他": "other",
}
YEARS = {
    "本年新收": ("received",), "上年结转": ("carried_in",), "本年度办理结果总计": ("results", "total"), "结转下年度继续办理": ("carried_over",),
}
LACKS = "无数据"


def number(value):
    """The number a figure is; None where it is none."""
    if isinstance(value, dict):
        value = value.get("value")
    return None if value is None else int(value)


def total(part):
    """The totals of a row, or of all rows of a group, added up; None where one lacks."""
    if "total" in part:
        return number(part["total"])
    numbers = [total(row) for row in part.values()]
    return None if None in numbers else sum(numbers)


def drawn(report):
    """The charts of a report: for each category its figure."""
    table = report["statistics"]["applications"]
    of = lambda part, path: total(part[path[0]]) if len(path) == 1 else of(part[path[0]], path[1:])
    return [
        {label: total(table["results"].get(key, {"total": None})) for label, key in RESULTS.items()},
        {label: number(table["received"].get(key)) for label, key in APPLICANTS.items()},
        {label: of(table, path) for label, path in YEARS.items()},
    ]


def wanted(report, last_year):
    """Title, names of series and figures of each chart that is to be there."""
    now, before = drawn(report), drawn(last_year) if last_year else None
    charts = []
    for at, categories in enumerate(now):
        if at == 2 and not last_year:
            continue
        series = ([list(before[at].values())] if last_year else []) + [list(categories.values())]
        if any(value for values in series for value in values):
            charts.append((list(categories), series))
    return charts


def said(charts):
    """All figures in words, chart by chart."""
    return [[str(LACKS if value is None else value) for values in series for value in values] for _, series in charts]


def word(name, path, charts):
    package = zipfile.ZipFile(path)
    names = sorted(part for part in package.namelist() if part.startswith("word/charts/chart"))
    equal(f"{name}: Word has so many charts", len(names), len(charts))
    document = etree.fromstring(package.read("word/document.xml"))
    described = [p.get("descr") for p in document.iter(WP + "docPr") if p.get("name").startswith("nianbao:chart")]
    for part, (categories, series), words in zip(names, charts, described):
        root = etree.fromstring(package.read(part))
        found = []
        for ser in root.iter(C + "ser"):
            points = {int(pt.get("idx")): int(pt.findtext(C + "v")) for pt in ser.find(C + "val").iter(C + "pt")}
            found.append([points.get(at) for at in range(len(categories))])
            labels = [pt.findtext(C + "v") for pt in ser.find(C + "cat").iter(C + "pt")]
            equal(f"{name}: categories of {part}", [label.split("（")[0] for label in labels], categories)
            lacking = [any(values[at] is None for values in series) for at in range(len(categories))]
            equal(f"{name}: categories of {part} say what lacks", [LACKS in label for label in labels], lacking)
        equal(f"{name}: cached numbers of {part}", found, series)
        relations = etree.fromstring(package.read(part.replace("charts/", "charts/_rels/") + ".rels"))
        (book,) = (relation.get("Target").lstrip("/") for relation in relations)
        with package.open(book) as file:
            sheet = openpyxl.load_workbook(file)["Sheet1"]
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        equal(f"{name}: the workbook of {part}", [list(column) for column in list(zip(*rows))[1:]], series)
        numbers = re.findall(rf"(?<= )(?:\d+|{LACKS})(?=[、；]|$)", words)
        equal(f"{name}: what is said of {part}", numbers, [str(LACKS if v is None else v) for values in series for v in values])


def office(name, path, charts):
    """What LibreOffice makes of the Word file shows every figure."""
    run("soffice", f"-env:UserInstallation={(WORK / 'profile').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", WORK / "office", path)
    text = run("pdftotext", "-layout", WORK / "office" / f"{path.stem}.pdf", "-").decode("utf-8")
    for categories, series in charts:
        figures = [str(value) for values in series for value in values if value is not None]
        check(f"{name}: LibreOffice draws {categories[0]} …", all(figure in text for figure in [*categories, *figures]), figures)


def figures_of(element):
    """The elements of charts below one of a PDF's structure."""
    if not isinstance(element, (pikepdf.Dictionary, pikepdf.Array)):
        return []
    if isinstance(element, pikepdf.Array):
        return [found for kid in element for found in figures_of(kid)]
    own = [element] if str(element.get("/T", "")) == "nianbao:chart" else []
    return own + (figures_of(element.K) if "/K" in element else [])


def pictures_of(file):
    """How many pictures there are in a PDF."""
    return len({picture.objgen for page in file.pages for picture in page.Resources.get("/XObject", {}).values()})


def pdf(name, path, charts):
    with pikepdf.open(path) as file:
        figures = figures_of(file.Root.StructTreeRoot.K)
        equal(f"{name}: figures of charts in the PDF", len(figures), len(charts))
        for figure, figures_said in zip(figures, said(charts)):
            equal(f"{name}: they are figures", str(figure.S), "/Figure")
            check(f"{name}: they have a caption and a place", str(figure.K[0].S) == "/Caption" and "/BBox" in figure.A, figure)
            numbers = re.findall(rf"(?<= )(?:\d+|{LACKS})(?=[、；]|$)", str(figure.Alt))
            equal(f"{name}: their descriptions say every figure", numbers, figures_said)
        pictures = pictures_of(file)
    text = run("pdftotext", "-layout", path, "-").decode("utf-8")
    for categories, series in charts:
        figures = [str(LACKS if value is None else value) for values in series for value in values]
        lines = [re.split(r"\s+", line.strip()) for line in text.split("\n")]
        for at, category in enumerate(categories):
            if len(series) == 1:
                check(f"{name}: poppler reads {category} {figures[at]} on one line", [category, figures[at]] in lines)
        check(f"{name}: poppler reads all figures of {categories[0]} …", all(figure in text for figure in figures), figures)
    found = [f"{finding.rule_id} {finding.message}" for finding in pdfua.validate(str(path)).findings]
    equal(f"{name}: pdfua", [text for text in found if not text.startswith("UA-15-003")], [])
    found = [str(finding) for finding in pikepdf.pdfa.validate_written(path, "3b").findings]
    equal(f"{name}: PDF/A-3b", [text for text in found if not any(re.search(known, text) for known in UNKNOWN_TO_PIKEPDF)], [])
    return pictures


def web_page(name, path, charts):
    root = etree.fromstring(path.read_bytes())
    drawings = list(root.iter(SVG + "svg"))
    equal(f"{name}: the page has so many drawings", len(drawings), len(charts))
    for svg, (categories, series), figures_said in zip(drawings, charts, said(charts)):
        check(f"{name}: a drawing says what it is", svg.get("role") == "img" and svg.get("aria-label"))
        texts = [text.text for text in svg.iter(SVG + "text")]
        check(f"{name}: a drawing has every label and figure", sorted(categories + figures_said) == sorted(t for t in texts if not t.endswith("年")), texts)
        # Bars are as long as their figures: of series of more than one, the patches of colour before their names come first.
        bars = [float(rect.get("width")) for rect in svg.iter(SVG + "rect") if rect.get("fill")]
        bars = bars[len(series):] if len(series) > 1 else bars
        values = [values[at] for at in range(len(categories)) for values in series if values[at]]
        scale = max(bars) / max(values)
        check(f"{name}: bars are as long as their figures", all(abs(b - v * scale) < 0.02 for b, v in zip(bars, values, strict=True)), (bars, values))
        table = svg.getnext().find(f".//{HTML}table")
        rows = [[cell.text or "" for cell in row.iter(HTML + "td", HTML + "th")] for row in table.iter(HTML + "tr")]
        rows = rows[1:] if len(series) > 1 else rows
        found = [row[column + 1] for column in range(len(series)) for row in rows]
        equal(f"{name}: its table says the same", ([row[0] for row in rows], found), (categories, figures_said))


WORK.mkdir(parents=True, exist_ok=True)
for sample in ["lukou-2021", "qinghe-2023", "anping-2020"]:
    source = ROOT / "samples" / sample / "report.json"
    report = json.loads(source.read_text("utf-8"))
    earlier = json.loads(source.read_text("utf-8"))
    earlier["year"] -= 1
    earlier["statistics"]["applications"]["results"]["granted"]["total"] = {"raw": ""}
    earlier["statistics"]["applications"]["received"]["natural_person"] = 7
    previous = WORK / f"{sample}-previous.json"
    previous.write_text(json.dumps(earlier, ensure_ascii=False), "utf-8")
    for last_year, options in [(None, []), (earlier, ["--last-year", previous])]:
        name = f"{sample}, two years" if last_year else sample
        charts = wanted(report, last_year)
        made = {}
        for kind in ["docx", "pdf", "html"]:
            made[kind] = WORK / f"{sample}{'-two' if last_year else ''}.{kind}"
            run(NIANBAO, "convert", source, "-o", made[kind], "--charts", *options, "--force", "-q", status=(0, 1))
        word(name, made["docx"], charts)
        office(name, made["docx"], charts)
        drawings = pdf(name, made["pdf"], charts)
        plain = WORK / "plain.pdf"
        run(NIANBAO, "convert", source, "-o", plain, "--force", "-q", status=(0, 1))
        with pikepdf.open(plain) as file:
            equal(f"{name}: charts are no pictures", drawings, pictures_of(file))
        web_page(name, made["html"], charts)
        for kind, path in made.items():
            again = WORK / "again.json"
            run(NIANBAO, "convert", path, "-o", again, "--visible", "--force", "-q", status=(0, 1))
            read = json.loads(again.read_text("utf-8"))
            equal(f"{name}: read from {kind} there is no more than there was", json.dumps(read["statistics"]), json.dumps(report["statistics"]))
            check(f"{name}: no chart is text in {kind}", "构成（单位" not in again.read_text("utf-8"))
end()
