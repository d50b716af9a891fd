"""An outside witness of the module for Python, run by a Python into which only its wheel was installed: given the same files it gives the bytes
and the findings of the command line.

    python_witness.py NIANBAO WORK
"""

import concurrent.futures
import inspect
import json
import os
import pathlib
import pickle
import subprocess
import sys
import threading

import nianbao
from tally import check, end, equal

ROOT = pathlib.Path(__file__).resolve().parent.parent
NIANBAO, WORK = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
WORK.mkdir(parents=True, exist_ok=True)
# The names of files are those the command line is given.
os.chdir(ROOT)
DRAFTS = ["samples/lukou-2021/draft.docx", "samples/qinghe-2023/report.json", *sorted(map(str, pathlib.Path("samples/drafts").glob("*.docx")))]
FIGURES = "samples/lukou-2021/figures.xlsx"


def told(*words):
    """What the command line says of its work: findings, and why it was not done."""
    command = [NIANBAO, "--messages", "json", *words]
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    lines = [json.loads(line) for line in done.stderr.decode("utf-8").splitlines()]
    return [line for line in lines if line["kind"] == "finding"], [line for line in lines if line["kind"] == "failure"]


def raised(work):
    try:
        work()
    except nianbao.Error as error:
        return error
    return None


def converted(name, path, to, more=(), **asked):
    """Whether a conversion gives what the command line gives."""
    out = WORK / f"out.{to}"
    out.unlink(missing_ok=True)
    said, failures = told("convert", path, "-o", out, *more)
    findings = []
    try:
        made = nianbao.convert(pathlib.Path(path).read_bytes(), to=to, name=path, findings=findings, **asked)
    except nianbao.Error as error:
        equal(f"{name}: why not", [error.failure], failures)
        equal(f"{name}: found by then", error.findings, said)
        return
    check(f"{name}: the same bytes", out.exists() and made == out.read_bytes(), failures)
    equal(f"{name}: the same findings", findings, said)


for path in DRAFTS:
    data = pathlib.Path(path).read_bytes()
    for to in ["json", "docx", "xlsx", "html", "md", "pdf"]:
        converted(f"{path} as {to}", path, to)
    equal(f"{path} read", nianbao.read(data, name=path), json.loads(nianbao.convert(data, name=path, to="json")))
    equal(f"{path} reviewed", nianbao.check(data, name=path), told("check", path)[0])
draft, report = DRAFTS[:2]
converted("tables", draft, "pdf", ["--tables", FIGURES, "--fill"], tables=(FIGURES, pathlib.Path(FIGURES).read_bytes()), fill=True)
converted("a style and a claim", draft, "pdf", ["--style", "web-print", "--pdf", "a2a"], style="web-print", pdf="a2a")
converted("a fragment", draft, "html", ["--fragment"], fragment=True)
converted("a page", draft, "png", ["--page", "2", "--dpi", "50"], page=2, dpi=50)
converted("an option of other files", draft, "pdf", ["--page", "2"], page=2)
pdf = str(WORK / "published.pdf")
pathlib.Path(pdf).write_bytes(nianbao.convert(pathlib.Path(report).read_bytes(), to="pdf", name=report))
converted("what pages show", pdf, "json", ["--visible"], visible=True)
for name, content in [("broken.docx", b"PK"), ("empty.pdf", b""), ("unknown.tex", b"text"), ("wrong.json", b'{"schema": 1}')]:
    broken = WORK / name
    broken.write_bytes(content)
    converted(name, str(broken), "json")

# Last year's reports, units and what was decided of rules, as files and as dicts.
this_year = nianbao.read(pathlib.Path(report).read_bytes())
before = json.loads(json.dumps(this_year).replace("2023", "2022"))
before["statistics"]["applications"]["carried_over"]["total"] = 7
(WORK / "before.json").write_text(json.dumps(before), "utf-8")
last_year = (str(WORK / "before.json"), before)
wanted = told("check", report, "--last-year", WORK / "before.json", "--units", report)[0]
found = nianbao.check(pathlib.Path(report).read_bytes(), name=report, last_year=last_year, units=[(report, this_year)])
equal("held against last year's and the units'", found, wanted)
check("there is something to say", {"note", "warning", "error"} & {finding["severity"] for finding in wanted}, wanted)
code = wanted[-1]["code"]
profile = f'[[rules]]\nrule = "{code}"\nseverity = "note"\nreason = "核对过"\n'
(WORK / "profile.toml").write_text(profile, "utf-8")
ruled, failures = told("check", report, "--last-year", WORK / "before.json", "--units", report, "--profile", WORK / "profile.toml")
error = raised(lambda: nianbao.check(this_year, profile="[[rules]]\nrule = 1\n"))
equal("a profile that is none", error and error.code, "invalid-profile")
found = nianbao.check(pathlib.Path(report).read_bytes(), name=report, last_year=[last_year], units=this_year, profile=profile)
equal("ruled alike", (found, failures), (ruled, []))
check("a ruling", any("ruling" in finding for finding in ruled), ruled)

# Reports as dicts, bytes of both kinds, bytes without a name, lists of units.
equal("a dict is a report", nianbao.convert(this_year, to="pdf"), pathlib.Path(pdf).read_bytes())
equal("a bytearray is bytes", nianbao.read(bytearray(pathlib.Path(draft).read_bytes()), from_="docx"), nianbao.read(pathlib.Path(draft).read_bytes()))
listed = "单位名称,年度,行政许可\n清河市民政局,2023,1\n清河市教育局,2023,2\n".encode()
units = nianbao.read_all(listed, from_="csv")
equal("a report a unit", [unit["organ"] for unit in units], ["清河市民政局", "清河市教育局"])
error = raised(lambda: nianbao.read(listed, name="清单.csv"))
equal("one is wanted", error and (error.code, error.failure["file"]), ("several-reports", "清单.csv"))
equal("in English", raised(lambda: nianbao.read(listed, from_="csv", lang="en")).failure["severity"], "error")

# What can't be asked for.
for name, work in [
    ("no bytes", lambda: nianbao.read("年报.docx")),
    ("no such argument", lambda: nianbao.read(b"", to="pdf")),
    ("no list", lambda: nianbao.read(this_year, findings=())),
]:
    try:
        work()
        check(name, False)
    except TypeError as error:
        check(name, "argument" in str(error) or "found str" in str(error) or "list" in str(error), error)
equal("no such format", raised(lambda: nianbao.convert(this_year, to="tex")).code, "parameter-unfit")
error = raised(lambda: nianbao.read(b"PK\x03\x04", name="坏.docx"))
again = pickle.loads(pickle.dumps(error))
equal("an exception goes to another process", (type(again), again.code, again.failure, str(again)), (nianbao.Error, error.code, error.failure, str(error)))
check("the signature is shown", "last_year" in inspect.signature(nianbao.convert).parameters)

# Many threads give what one gives, and others go on: with nothing that makes a thread let go, one sees another at work only where that lets go itself.
with concurrent.futures.ThreadPoolExecutor(4) as pool:
    equal("threads", set(pool.map(lambda _: nianbao.convert(this_year, to="pdf"), range(8))), {pathlib.Path(pdf).read_bytes()})
interval = sys.getswitchinterval()
sys.setswitchinterval(1000)
state, seen = ["before"], []


def work():
    state[0] = "at work"
    nianbao.convert(this_year, to="pdf")
    state[0] = "after"


thread = threading.Thread(target=work)
thread.start()
while state[0] != "after":
    seen.append(state[0])
    threading.Event().wait(0.001)
thread.join()
sys.setswitchinterval(interval)
check("others go on meanwhile", "at work" in seen, seen[:3])
(WORK / "schema.json").write_text(json.dumps([nianbao.schema(), nianbao.schema("messages")]), "utf-8")
equal("the schemas are those of the command line", nianbao.schema(), json.loads(subprocess.check_output([NIANBAO, "schema"])))
equal("no such schema", raised(lambda: nianbao.schema("other")).code, "parameter-unfit")
end()
