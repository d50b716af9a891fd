"""Outside witnesses of the workbooks that are handed out: what openpyxl reads in them, and what LibreOffice calculates.

    workbook_witness.py NIANBAO WORK

Needs LibreOffice, poppler-utils; openpyxl, pillow. The rules come from templates/forms, expanded here anew, never from nianbao.
The workbooks handed out are left in WORK/out.
"""

import json
import pathlib
import random
import subprocess
import sys
import tomllib

import openpyxl
from PIL import Image
from tally import check, end, equal, run

ROOT = pathlib.Path(__file__).resolve().parent.parent
NIANBAO, WORK = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
# Light red, as the conditional format fills.
RED = (0xFF, 0xC7, 0xCE)


def office(to, folder, file):
    folder.mkdir(parents=True, exist_ok=True)
    run("soffice", f"-env:UserInstallation={(WORK / 'profile').as_uri()}", "--headless", "--convert-to", to, "--outdir", folder, file)
    return folder / f"{file.stem}.{to.partition(':')[0]}"


class Form:
    """A form file: cell ids with their kinds, and the rules about certain cells."""

    def __init__(self, name):
        said = tomllib.loads((ROOT / f"templates/forms/{name}.toml").read_text("utf-8"))
        self.kinds, self.rules, self.tables = {}, [], []
        for table in said["tables"]:
            series, columns = [], table.get("series_columns", [])
            self.tables.append(table["id"])
            for row in table["rows"]:
                if "series" in row:
                    series.append(row["series"])
                    self.kinds.update({f"{table['id']}.{row['series']}.{column}": table["kind"] for column in columns})
                for cell in row.get("data", []):
                    self.kinds[f"{table['id']}.{cell['id']}"] = cell.get("kind", table["kind"])
            for rule in table.get("rules", []):
                formulas = [rule["formula"]]
                for word, values in (("{series}", series), ("{column}", columns)):
                    formulas = [f.replace(word, v) for f in formulas for v in (values if word in f else [""])]
                for formula in formulas:
                    self.rules.append([[f"{table['id']}.{id.strip()}" for id in side.split("+")] for side in formula.split("=")])
        # What stands on the sheet of checks beside the tables' own rules: 清河市民政局 can make no 规章.
        self.of_form = sum("last." not in rule["formula"] and "units." not in rule["formula"] for rule in said["rules"])
        self.sums = {}
        for left, right in self.rules:
            if len(left) == 1:
                self.sums.setdefault(left[0], right)

    def value(self, figures, id):
        """A figure, totals added up."""
        return sum(self.value(figures, part) for part in self.sums[id]) if id in self.sums else figures[id]

    def failing(self, figures):
        side = lambda ids: sum(self.value(figures, id) for id in ids)
        return sum(side(left) != side(right) for left, right in self.rules)

    def lines(self):
        kinds = {(id.partition(".")[0], kind) for id, kind in self.kinds.items()}
        return len(self.rules) + len(kinds) + self.of_form


def cell_of(book, id):
    ((sheet, address),) = book.defined_names[id].destinations
    return book[sheet][address]


def handed_out(form, year, path):
    """The empty workbook, as openpyxl reads it."""
    label = f"{year}"
    run(NIANBAO, "new", "--organ", "清河市民政局", "--year", year, "-o", path)
    book = openpyxl.load_workbook(path)
    ids = {name for name in book.defined_names if "." in name}
    equal(f"{label}: a name for every cell", ids, set(form.kinds))
    equal(f"{label}: a sheet a table and the checks", len(book.worksheets), len(form.tables) + 1)
    equal(f"{label}: organ named", cell_of(book, "report_organ").value, "清河市民政局")
    equal(f"{label}: year named", cell_of(book, "report_year").value, year)
    properties = {p.name: p.value for p in book.custom_doc_props.props}
    equal(f"{label}: custom properties", (properties["nianbao.organ"], properties["nianbao.year"]), ("清河市民政局", year))
    check(f"{label}: title in the properties", str(year) in (book.properties.title or ""), book.properties.title)
    for sheet in book.worksheets:
        where = f"{label}: {sheet.title}"
        equal(f"{where}: locked, without password", (sheet.protection.sheet, sheet.protection.password), (True, None))
        equal(f"{where}: A4, one page wide", (sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage), (9, True))
        check(f"{where}: page number", "— &P —" in (sheet.oddFooter.center.text or ""), sheet.oddFooter.center.text)
        check(f"{where}: conditional formats", len(sheet.conditional_formatting) > 0)
    validated = {}
    for sheet in book.worksheets:
        for validation in sheet.data_validations.dataValidation:
            check(f"{label}: a validation says what is wanted and what is wrong", validation.prompt and validation.error and validation.errorTitle)
            for places in validation.sqref.ranges:
                for row in sheet.iter_rows(places.min_row, places.max_row, places.min_col, places.max_col):
                    validated.update({cell.coordinate + sheet.title: validation for cell in row})
    wanted = {"count": ("whole", "greaterThanOrEqual", "0"), "money": ("decimal", "greaterThanOrEqual", "0"), "change": ("whole", "between", "-999999999999999")}
    for id, kind in form.kinds.items():
        cell = cell_of(book, id)
        is_sum = id in form.sums
        equal(f"{label}: {id}: a formula where the form says so", cell.data_type == "f", is_sum)
        equal(f"{label}: {id}: locked where it is a formula", cell.protection.locked, is_sum)
        rule = validated.get(cell.coordinate + cell.parent.title)
        found = rule and (rule.type, rule.operator or "between", rule.formula1)
        equal(f"{label}: {id}: data validation", found, None if is_sum else wanted[kind])
    across = [sheet.page_setup.orientation == "landscape" for sheet in book.worksheets]
    equal(f"{label}: the table of fifteen columns is printed across", across[2], True)


def filled(form, seed):
    """Made-up figures that obey every rule: what is received is what was dealt with."""
    dice = random.Random(seed)
    figures = {id: dice.choice([0, 0, 1, dice.randrange(40), dice.randrange(10_000)]) for id in form.kinds if id not in form.sums}
    for id, kind in form.kinds.items():
        if kind == "money":
            figures[id] = dice.randrange(10**9) / 10_000
        if kind == "change":
            figures[id] = dice.randrange(-500, 500)
        if ".regulations." in id:
            figures[id] = 0
    for left, right in form.rules:
        if len(left) > 1 and not any(id in form.sums for id in left):
            carried = figures[right[1]] = dice.randrange(20)
            total = form.value(figures, right[0]) + carried
            figures[left[1]] = dice.randrange(min(total, 30) + 1)
            figures[left[0]] = total - figures[left[1]]
    return figures


def fill(source, figures, target):
    """As a program that does not calculate: openpyxl drops every stored result."""
    book = openpyxl.load_workbook(source)
    for id, value in figures.items():
        cell_of(book, id).value = value
    book.save(target)


def verdicts(book):
    return [row[6].value for row in book["校验"].iter_rows() if isinstance(row[0].value, (int, float))]


def red_pages(file, folder):
    """Pages on which something is filled red."""
    pdf = office("pdf", folder, file)
    run("pdftoppm", "-r", "60", "-png", pdf, folder / file.stem)
    near = lambda pixel: all(abs(a - b) < 4 for a, b in zip(pixel, RED))
    pages = sorted(folder.glob(f"{file.stem}-*.png"))
    return [i for i, page in enumerate(pages) if any(near(colour) for _, colour in Image.open(page).convert("RGB").getcolors(1 << 24))]


def figures_in(file):
    said = json.loads(run(NIANBAO, "-q", "convert", file, "--to", "json", "-o", "-", status=(0, 1)))
    found = {}

    def walk(path, value):
        if isinstance(value, dict) and "raw" not in value:
            for key, inner in value.items():
                walk(f"{path}.{key}" if path else key, inner)
        elif path.rpartition(".")[2] != "form":
            found[path] = value["raw"] if isinstance(value, dict) else str(value)

    walk("", said["statistics"])
    return said.get("organ"), said.get("year"), found


def shown(value):
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def filled_in(form, year, empty, work):
    """Filled in, calculated by LibreOffice, read back; then one figure broken."""
    figures = filled(form, year)
    typed, broken = work / "typed.xlsx", work / "broken.xlsx"
    fill(empty, figures, typed)
    wanted = {id: shown(form.value(figures, id)) for id in form.kinds}
    calculated = office("xlsx", work / "office", typed)
    book = openpyxl.load_workbook(calculated, data_only=True)
    for id in form.kinds:
        equal(f"{year}: LibreOffice: {id}", shown(cell_of(book, id).value), wanted[id])
    equal(f"{year}: LibreOffice: every rule holds", verdicts(book), ["相符"] * form.lines())
    equal(f"{year}: LibreOffice: the verdict over all", book["校验"]["B5"].value, "全部相符")
    files = {"openpyxl": typed, "LibreOffice": calculated}
    files |= {f"LibreOffice, {to.upper()}": office(to, work / "office", calculated) for to in ("xls", "ods")}
    for program, file in files.items():
        equal(f"{year}: saved by {program}: read back", figures_in(file), ("清河市民政局", year, wanted))
    equal(f"{year}: nothing is red", red_pages(calculated, work / "pages"), [])
    # One more granted than there were applications: a column and the column of totals are out of balance.
    id = "applications.results.granted.natural_person"
    wrong = {**figures, id: figures[id] + 1}
    fill(empty, wrong, broken)
    calculated = office("xlsx", work / "office", broken)
    book = openpyxl.load_workbook(calculated, data_only=True)
    equal(f"{year}: broken: as many rules fail as should", verdicts(book).count("不符"), form.failing(wrong))
    equal(f"{year}: broken: two do", form.failing(wrong), 2)
    equal(f"{year}: broken: the verdict over all", book["校验"]["B5"].value, "有 2 项不符")
    equal(f"{year}: broken: the table and the checks are red", {1, 3} <= set(red_pages(calculated, work / "pages")), True)
    text = {**figures, id: "12件"}
    fill(empty, text, broken)
    book = openpyxl.load_workbook(office("xlsx", work / "office", broken), data_only=True)
    check(f"{year}: text in a figure's place is told", "有非数字" in verdicts(book), verdicts(book))


def published(name, work):
    """A published workbook calculated anew by LibreOffice comes to what is stored in it."""
    file = work / f"{name}.xlsx"
    run(NIANBAO, "-q", "convert", ROOT / f"samples/{name}/draft.docx", "-o", file, status=(0, 1))
    bare = work / f"{name}-bare.xlsx"
    openpyxl.load_workbook(file).save(bare)
    formulas, stored = openpyxl.load_workbook(file), openpyxl.load_workbook(file, data_only=True)
    anew = openpyxl.load_workbook(office("xlsx", work / "office", bare), data_only=True)
    for sheet in formulas.worksheets:
        cells = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        value = lambda book, place: book[sheet.title][place].value or ""
        for place in cells:
            equal(f"{name}: {sheet.title}!{place}: stored and calculated", value(anew, place), value(stored, place))


def against_last_year(work):
    """Rules about last year's report, calculated by LibreOffice, come to what `check` says of the same two reports."""
    work.mkdir(exist_ok=True)
    now, last, file = work / "now.json", work / "last.json", work / "now.xlsx"
    run(NIANBAO, "-q", "convert", ROOT / "samples/qinghe-2023/draft.docx", "--to", "json", "-o", now, status=(0, 1))
    said = json.loads(now.read_text("utf-8"))
    earlier = json.loads(json.dumps(said, ensure_ascii=False).replace("2023", "2022").replace("2024", "2023"))
    earlier["year"], carried = 2022, earlier["statistics"]["applications"]
    carried["carried_over"] = dict(said["statistics"]["applications"]["carried_in"])
    carried["carried_over"]["natural_person"] += 1
    last.write_text(json.dumps(earlier, ensure_ascii=False), "utf-8")
    run(NIANBAO, "-q", "convert", now, "-o", file, "--last-year", last, status=(0, 1))
    bare = work / "bare.xlsx"
    openpyxl.load_workbook(file).save(bare)
    calculated = openpyxl.load_workbook(office("xlsx", work / "office", bare), data_only=True)
    equal("last year: stored and calculated", verdicts(calculated), verdicts(openpyxl.load_workbook(file, data_only=True)))
    told = subprocess.run([NIANBAO, "--messages", "json", "check", now, "--last-year", last], capture_output=True, check=False)
    told = [json.loads(line).get("code") for line in told.stderr.decode("utf-8").splitlines()]
    broken = [code for code in told if code in ("carry-over-differs", "in-force-differs")]
    check("last year: some are broken", broken)
    equal("last year: as many as `check` says", verdicts(calculated).count("请核实"), len(broken))
    equal("last year: read back", figures_in(file), figures_in(now))


def main():
    (WORK / "out").mkdir(parents=True, exist_ok=True)
    for name, year in (("2021", 2026), ("2019", 2020)):
        form = Form(name)
        empty = WORK / "out" / f"fill-{year}.xlsx"
        handed_out(form, year, empty)
        work = WORK / str(year)
        work.mkdir(exist_ok=True)
        filled_in(form, year, empty, work)
    against_last_year(WORK / "last-year")
    for name in ("lukou-2021", "qinghe-2023", "anping-2020"):
        published(name, WORK)
    end()


main()
