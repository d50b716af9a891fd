"""Outside witnesses of what reviews say to programs: the validator of SARIF and a reader of JUnit XML find in them what JSON lines say.

    check_witness.py NIANBAO WORK

Needs node and npm, junitparser.
"""

import collections
import json
import os
import pathlib
import shutil
import subprocess
import sys

import junitparser
from tally import check, end, equal

ROOT = pathlib.Path(__file__).resolve().parent.parent
NIANBAO, WORK = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
DRAFTS = [f"samples/{name}/{file}" for name in ["lukou-2021", "qinghe-2023", "anping-2020"] for file in ["draft.docx", "figures.xlsx"]]
TEXTS = ["samples/lukou-2021/web.txt", "samples/plain/notice.docx", "none.docx"]
# The validator runs where no ICU is installed.
WITHOUT_ICU = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
# What it asks for that there is not: files of office programs have no lines, and the project no address.
IDLE = {"SARIF2017", "SARIF2005"}


def reviewed(form, language, *more):
    """What is said of all inputs in a form."""
    command = [NIANBAO, "check", "--lang", language, "--messages", form, *more, *inputs]
    return subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, timeout=300).stderr.decode("utf-8")


def broken():
    """A report with a wrong total, and one that is none."""
    report = json.loads((ROOT / "samples/qinghe-2023/report.json").read_text("utf-8"))
    row = report["statistics"]["applications"]["received"]
    row["total"] = int(str(row["total"])[::-1]) + 1
    paths = [WORK / "wrong total & more.json", WORK / "broken.json"]
    paths[0].write_text(json.dumps(report, ensure_ascii=False), "utf-8")
    paths[1].write_text('{"schema": "nianbao/report/1",\n "year": "?"}', "utf-8")
    return paths


def sarif(language, lines):
    path = WORK / f"{language}.sarif"
    path.write_text(reviewed("sarif", language), "utf-8")
    log = json.loads(path.read_text("utf-8"))
    said = collections.Counter((line["code"], line["severity"]) for line in lines)
    results = log["runs"][0]["results"]
    equal(f"{language}: the results are what JSON lines say", collections.Counter((r["ruleId"], r["level"]) for r in results), said)
    found = WORK / f"{language}-validated.sarif"
    command = [VALIDATOR, "validate", path, "--output", found, "--log", "ForceOverwrite"]
    subprocess.run(command, env=WITHOUT_ICU, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=300)
    notes = json.loads(found.read_text("utf-8-sig"))["runs"][0]
    check(f"{language}: the validator ran", all(i["executionSuccessful"] for i in notes["invocations"]), notes["invocations"])
    found = {(n["ruleId"], n.get("level", "warning")) for n in notes.get("results", []) if n["ruleId"] not in IDLE}
    equal(f"{language}: the validator finds nothing", found, set())
    return log


def junit(language, lines):
    path = WORK / f"{language}.xml"
    reviewed("json", language, "--junit", path, "--force")
    read = junitparser.JUnitXml.fromfile(str(path))
    suites = list(read)
    equal(f"{language}: a suite a file", [suite.name for suite in suites], inputs)
    grave = collections.defaultdict(set)
    for line in lines:
        if line["severity"] != "note":
            grave[line["file"]] |= set(line.get("rules") or [line["code"]])
    for suite in suites:
        cases = list(suite)
        failed = {case.name for case in cases for result in case.result if isinstance(result, (junitparser.Failure, junitparser.Error))}
        equal(f"{language}: {suite.name}: what failed", failed, grave[suite.name])
        check(f"{language}: {suite.name}: one result a case at most", all(len(case.result) < 2 for case in cases))
        counted = (suite.tests, suite.failures + suite.errors)
        suite.update_statistics()
        equal(f"{language}: {suite.name}: its counts", counted, (suite.tests, suite.failures + suite.errors))
    equal(f"{language}: the counts of all", (read.tests, read.failures), (sum(s.tests for s in suites), sum(s.failures for s in suites)))


WORK.mkdir(parents=True, exist_ok=True)
for name in ["package.json", "package-lock.json"]:
    shutil.copy(pathlib.Path(__file__).parent / "sarif" / name, WORK / name)
subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"], cwd=WORK, check=True, stdin=subprocess.DEVNULL)
VALIDATOR = WORK / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
VALIDATOR.chmod(0o755)

inputs = [*DRAFTS, *TEXTS, *(str(path) for path in broken())]
for language in ["zh", "en"]:
    lines = [json.loads(line) for line in reviewed("json", language).splitlines()]
    lines = [line for line in lines if "code" in line]
    check(f"{language}: there is something to say", len(lines) > 20, len(lines))
    sarif(language, lines)
    junit(language, lines)

# The validator finds what is wrong.
log = json.loads((WORK / "zh.sarif").read_text("utf-8"))
log["runs"][0]["colour"] = "red"
log["runs"][0]["results"][1]["ruleIndex"] = 999
(WORK / "control.sarif").write_text(json.dumps(log), "utf-8")
said = subprocess.run([VALIDATOR, "validate", WORK / "control.sarif"], env=WITHOUT_ICU, stdin=subprocess.DEVNULL, capture_output=True)
check("the validator finds what is wrong", all(code in said.stdout for code in [b"error JSON1005", b"error SARIF1009"]), said.stdout[-500:])
end()
