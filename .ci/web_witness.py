"""Outside witnesses of web pages: what html-validate, the Nu checker, axe-core and Chromium find in them.

    web_witness.py NIANBAO WORK

Needs node and npm, Java, Chromium. The pages are those of the samples and drafts in every built-in style, their fragments in a bare page,
and a report every text of which would break out or run if it could.

What is not held against a page, and why:

- self-closing void elements (html-validate void-style, Nu "trailing slash"): pages are well-formed XML too;
- style attributes (no-inline-style): widths of columns, and fragments, which go through editors that strip style sheets;
- role="list" on lists (no-redundant-role, Nu "list role is unnecessary"): Safari takes a list without markers for none;
- role="region" and role="list" on other elements (prefer-native-element): boxes that scroll are no sections of the text, and paragraphs
  typed as a list stay the paragraphs they are;
- a long title (long-title): it is the report's own;
- the language (Nu "appears to be written in"): what the hostile report says is none.
"""

import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tally import check, end, run

ROOT = pathlib.Path(__file__).resolve().parent.parent
NIANBAO, WORK = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
WEB = ROOT / ".ci/web"
STYLES = ["gongwen", "web-print"]
# Tags of rules: WCAG 2.2 AA and what axe-core holds to be good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOSTILE = [
    "</p></td></main></div><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '" onfocus="alert(1)" autofocus="\' onmouseover=\'alert(1)',
    "</script></style></title><script>alert(1)</script>",
    "]]><svg/onload=alert(1)><!--<script>",
    "\\3c script\\3e;}*{background:url(javascript:alert(1))}</style>",
    "javascript:alert(1)",
    "&lt;img src=x onerror=alert(1)&gt;",
    "\u202e\u2066<b onclick=alert(1)>\u2028",
]


def hostile(text, number):
    """The sample with this text for every text."""
    fixed = {"schema", "form", "published", "period", "role", "align", "media", "statistics", "position", "target", "signature"}

    def fill(value, key=""):
        if isinstance(value, dict):
            return {k: v if k in fixed else fill(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [fill(item) for item in value]
        return text if isinstance(value, str) else value

    report = fill(json.loads((ROOT / "samples/qinghe-2023/report.json").read_text("utf-8")))
    report["signature"] = {"organ": text, "date": {"raw": text, "value": None}}
    report["statistics"]["disclosure"]["fees"] = {"raw": text, "value": None}
    for target in ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "https://a.cn/\"onclick=alert(1)'>"]:
        report["preamble"].append([{"link": {"target": target, "content": text}}])
    path = WORK / f"hostile-{number}.json"
    path.write_text(json.dumps(report, ensure_ascii=False), "utf-8")
    return path


def bare(fragment):
    """A fragment in a page of somebody else's."""
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"/><title>年报</title></head>'
        f"<body><main><h1>年报</h1>\n{fragment}</main></body></html>\n"
    )


def pages():
    """Every page, by its path: whether it is of the hostile report."""
    sources = [*sorted(ROOT.glob("samples/*/report.json")), *sorted((ROOT / "samples/drafts").glob("*.docx"))]
    sources = [(source, f"{source.parent.name}-{source.stem}", False) for source in sources if source.suffix != ".tsv"]
    sources += [(hostile(text, number), f"hostile-{number}", True) for number, text in enumerate(HOSTILE)]
    jobs = []
    for source, name, is_hostile in sources:
        for style in STYLES[:1] if is_hostile else STYLES:
            jobs.append((source, WORK / f"{name}-{style}.html", ["--style", style], is_hostile))
        jobs.append((source, WORK / f"{name}-fragment.html", ["--fragment"], is_hostile))

    def make(job):
        source, target, options, is_hostile = job
        # Findings that are errors, such as figures that don't add up, are no matter here.
        run(NIANBAO, "convert", source, "-o", target, "--quiet", "--force", *options, status=(0, 1))
        if "--fragment" in options:
            target.write_text(bare(target.read_text("utf-8")), "utf-8")
        return target, is_hostile

    with ThreadPoolExecutor(2) as pool:
        return dict(pool.map(make, jobs))


def nu(paths):
    """What the Nu checker finds, by page."""
    known = r".*(Trailing slash on void elements|“list” role is unnecessary|appears to be written in).*"
    jar = WORK / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", jar, "--format", "json", "--exit-zero-always", "--stdout", "--filterpattern", known, *paths]
    found = {}
    for message in json.loads(run(*command))["messages"]:
        page = pathlib.Path(message["url"].removeprefix("file:"))
        found.setdefault(page.name, []).append(f"{message.get('lastLine')}: {message['message']}")
    return found


def validate(paths):
    """What html-validate finds, by page."""
    program = WORK / "node_modules/.bin/html-validate"
    # Into a file: it ends before a pipe has taken all it says.
    said = WORK / "validated.json"
    run(program, "--config", WORK / "htmlvalidate.json", "--formatter", f"json={said}", *paths, status=(0, 1))
    return {
        pathlib.Path(page["filePath"]).name: [f"{m['line']}: {m['ruleId']}: {m['message']}" for m in page["messages"]]
        for page in json.loads(said.read_text("utf-8"))
    }


def watched(page, width):
    """A page of this width in which axe-core runs and alert() is heard."""
    name = json.dumps(f"{page.name} at {width}\t")
    listen = f"<script>window.alert=function(){{parent.postMessage({name}+'alert','*')}}</script>"
    script = (WORK / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    act = (
        "<script>addEventListener('load',function(){"
        "document.querySelectorAll('a[href]').forEach(function(a){if(/^javascript|^data/i.test(a.href))a.click()});"
        f"axe.run({{runOnly:{json.dumps(TAGS)}}}).then(function(r){{parent.postMessage({name}+JSON.stringify(r.violations.map(function(v)"
        "{return v.id+': '+v.nodes[0].html.slice(0,200)+' × '+v.nodes.length})),'*')})})</script>"
    )
    inner = page.with_suffix(f".{width}.inner.html")
    text = page.read_text("utf-8").replace("<head>", "<head>" + listen, 1)
    inner.write_text(text.replace("</body>", f"<script>{script}</script>{act}</body>", 1), "utf-8")
    return f"<iframe src='{inner.name}' style='border:0;width:{width}px;height:900px'></iframe>"


def browse(number, jobs):
    """What Chromium hears of some pages, and what axe-core finds in each, by page and width."""
    frame = WORK / f"frame-{number}.html"
    hear = "addEventListener('message',function(e){said.textContent+=JSON.stringify(e.data)+'\\n'})"
    frames = "".join(watched(*job) for job in jobs)
    frame.write_text(f"<!DOCTYPE html><meta charset='utf-8'><pre id='said'></pre><script>{hear}</script>{frames}", "utf-8")
    command = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--window-size=1300,1000",
        f"--user-data-dir={WORK / 'profile' / frame.stem}", "--virtual-time-budget=60000", "--dump-dom", frame.as_uri(),
    ]  # fmt: skip
    dom = run(*command).decode("utf-8", "replace")
    said = re.search(r'<pre id="said">(.*?)</pre>', dom, re.S)
    heard = {f"{page.name} at {width}": [] for page, width in jobs}
    for line in html.unescape(said[1]).split("\n") if said else []:
        if line:
            name, what = json.loads(line).split("\t", 1)
            heard[name].append(what)
    return heard


def in_browser(jobs):
    """The same of many pages, some in each Chromium."""
    parts = [jobs[at : at + 8] for at in range(0, len(jobs), 8)]
    heard = {}
    with ThreadPoolExecutor(2) as pool:
        for of_some in pool.map(browse, range(len(parts)), parts):
            heard |= of_some
    return heard


WORK.mkdir(parents=True, exist_ok=True)
for name in ["package.json", "package-lock.json", "htmlvalidate.json"]:
    shutil.copy(WEB / name, WORK / name)
subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"], cwd=WORK, check=True, stdin=subprocess.DEVNULL)

made = pages()
paths = sorted(made)
for checker, find in [("the Nu checker", nu), ("html-validate", validate)]:
    found = find(paths)
    for path in paths:
        check(f"{path.name}: {checker} finds nothing", not found.get(path.name), found.get(path.name, [])[:5])

# Drafts differ in what they hold, not in how it is laid out: one style of each will do.
laid_out = [path for path in paths if not path.stem.startswith("drafts") or path.stem.endswith("web-print")]
jobs = [(path, 1280) for path in laid_out] + [(path, 390) for path in laid_out if "report" in path.stem]
for name, said in in_browser(jobs).items():
    check(f"{name}: nothing runs", "alert" not in said, said)
    check(f"{name}: axe-core ran and finds nothing", [line for line in said if line != "alert"] == ["[]"], said)

# What would run is heard, and what is amiss found.
control = WORK / "control.html"
control.write_text(bare("<script>alert(1)</script><img src='x' onerror='alert(1)'>"), "utf-8")
said = browse("control", [(control, 1280)])["control.html at 1280"]
check("what runs is heard, and what is amiss found", said.count("alert") == 2 and "image-alt" in said[-1], said)
end()
