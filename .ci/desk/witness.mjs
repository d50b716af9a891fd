// Outside witness of the desk: Debian's Chromium, driven as a clerk would, and axe-core on every state of the page.
//
//     node witness.mjs NIANBAO WORK [PICTURES]
//
// WORK has the packages of package.json. PICTURES takes screenshots of every state at 390 and 1440 px, light and dark, to be looked at.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [nianbao, work, pictures] = process.argv.slice(2).map((path) => resolve(path));
const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(join(work, "/"));
const { chromium } = require("playwright-core");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");
// WCAG 2.2 AA and what axe-core holds to be good practice.
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const DRAFT = join(root, "samples/qinghe-2023/draft.docx");
const CELL = "applications.received.total";

const servers = [];
const failures = [];
let count = 0;
function check(what, holds, found = "") {
  count += 1;
  if (!holds) {
    failures.push(what);
    console.log(`FAILED ${what} ${found}`);
  }
}

/** A desk, and its address. */
async function desk() {
  const server = spawn(nianbao, ["desk", "--no-open"], { stdio: ["ignore", "pipe", "ignore"] });
  servers.push(server);
  const ended = new Promise((take) => server.on("exit", take));
  const address = await new Promise((take, fail) => {
    let said = "";
    server.stdout.on("data", (data) => {
      said += data;
      if (said.includes("\n")) take(said.trim());
    });
    server.on("exit", fail);
  });
  return { server, address, ended };
}

/** A page that keeps what goes wrong in it. */
async function opened(browser, address, { width = 1440, scheme = "light" } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: scheme,
    locale: "zh-CN",
    bypassCSP: false,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("dialog", (dialog) => {
    // Leaving a page with what is not downloaded is asked about; it is left.
    if (dialog.type() === "beforeunload") return dialog.accept();
    wrong.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(address).origin) && !/^(blob|data):/.test(request.url())) wrong.push(`asked for ${request.url()}`);
  });
  await page.goto(address);
  return { context, page, wrong };
}

/** Leaves a page as a person does, who waits until it is gone: a browser that is shut at once may take its last word with it. */
async function left(page, context) {
  await page.goto("about:blank");
  await page.waitForTimeout(3000);
  await context.close();
}

/** What a program ends with, within a minute and a half, or another time. */
const within = (ended, time = 90_000) => Promise.race([ended, new Promise((take) => setTimeout(take, time, "it goes on").unref())]);

/** What axe-core finds; it is put in by the debugger, as the page's policy lets no script in. */
async function axe(page, state) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(
    (tags) => axe.run({ runOnly: tags }).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)} × ${v.nodes.length}`)),
    TAGS,
  );
  check(`axe-core: ${state}`, violations.length === 0, violations.join("\n  "));
}

async function picture(page, name) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

async function idle(page) {
  await page.waitForFunction(() => !document.body.hasAttribute("aria-busy") && document.getElementById("status").textContent !== "正在处理……");
}

async function open(page, file) {
  await page.locator("#files").evaluate((files) => (files.open = true));
  await page.setInputFiles("#draft", file);
  await page.waitForFunction((name) => !document.getElementById("work").hidden && document.querySelector("#page-1")?.naturalWidth > 0, null);
  await idle(page);
}

/** Drops files on the page as the system would. */
async function drop(page, paths) {
  const given = paths.map((path) => [basename(path), readFileSync(path).toString("base64")]);
  await page.evaluate((given) => {
    const carried = new DataTransfer();
    for (const [name, text] of given) carried.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name));
    document.getElementById("drop").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carried }));
  }, given);
}

/** A report of the year before the draft's, by the same body, with some figures of its own. */
function lastYear() {
  const report = JSON.parse(readFileSync(join(root, "samples/qinghe-2023/report.json"), "utf-8").replaceAll("2023年", "2022年"));
  report.year = 2022;
  report.statistics.applications.carried_over.natural_person = 5;
  report.statistics.applications.carried_over.total = 5;
  report.statistics.disclosure.licences = 12345;
  report.sections[0].content.push("这一段只在上年的年报里。");
  const path = join(work, "last-year.json");
  writeFileSync(path, JSON.stringify(report));
  return path;
}

const summary = (page) => page.locator("#summary").textContent();
const cell = (page, id = CELL) => page.locator(`[data-cell="${id}"]`);

/** What the command line makes of a file. */
function converted(from, to, ...options) {
  const out = join(work, `by-command.${to}`);
  try {
    execFileSync(nianbao, ["convert", from, "-o", out, "--force", "--quiet", ...options], { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    // Done, with errors among the findings.
    if (error.status !== 1) throw error;
  }
  return readFileSync(out);
}

async function downloaded(page, id) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`#get-${id}`).click()]);
  return [download.suggestedFilename(), readFileSync(await download.path())];
}

async function aDraftIsDroppedAndItsPagesAndFindingsAppear(browser, address) {
  const { context, page, wrong } = await opened(browser, address);
  await drop(page, [DRAFT]);
  await page.waitForFunction(() => document.querySelector("#page-1")?.naturalWidth > 0);
  const pages = await page.locator("#pages img").count();
  check("a page for each page of the PDF", pages === 9, pages);
  check("the title is shown", (await page.locator("#name").textContent()).includes("清河市"));
  await page.locator("#page-9").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector("#page-9")?.naturalWidth > 0);

  // A wrong figure: its sum fails, the finding says so, the cell is marked; undone, all is as before.
  const before = await summary(page);
  await page.locator("#tab-tables").click();
  const right = await cell(page).inputValue();
  await cell(page).fill("999");
  await cell(page).press("Enter");
  await page.waitForFunction((was) => document.getElementById("summary").textContent !== was, before);
  check("an error is found", (await page.locator("#findings .error li").count()) === 1);
  check("it says what", (await page.locator("#findings .error .message").first().textContent()).includes("999"));
  check("the cell is marked", (await cell(page).getAttribute("aria-invalid")) === "true");
  await page.locator("#findings .error .jumps button").first().click();
  check("a finding leads to its cell", await cell(page).evaluate((field) => field === document.activeElement));
  await page.waitForFunction(() => [...document.querySelectorAll("#findings .error .jumps button")].some((b) => b.dataset.page && !b.hidden));
  await page.locator('#findings .error button[id^="to-page-"]').first().click();
  const reached = await page.evaluate(() => document.activeElement.id);
  check("a finding leads to its page", /^page-\d+$/.test(reached), reached);
  await page.locator("#undo").click();
  await page.waitForFunction((was) => document.getElementById("summary").textContent === was, before);
  await page.locator("#tab-tables").click();
  check("undone", (await cell(page).inputValue()) === right && (await cell(page).getAttribute("aria-invalid")) === null);
  await page.locator("#redo").click();
  await page.waitForFunction((was) => document.getElementById("summary").textContent !== was, before);
  await idle(page);

  // Opened anew, the page goes on with the same report.
  await page.reload();
  await page.waitForFunction(() => document.querySelector("#page-1")?.naturalWidth > 0);
  await page.locator("#tab-tables").click();
  check("a page opened anew goes on", (await cell(page).inputValue()) === "999");
  await page.locator("#undo").click();
  await page.waitForFunction((was) => document.getElementById("summary").textContent === was, before);
  await idle(page);
  check("nothing went wrong in the page", wrong.length === 0, wrong.join("\n  "));
  await left(page, context);
}

async function whatIsDownloadedIsWhatTheCommandLineWrites(browser, address) {
  const { context, page, wrong } = await opened(browser, address);
  await open(page, DRAFT);
  for (const [id, to, options] of [
    ["pdf", "pdf", []],
    ["docx", "docx", []],
    ["xlsx", "xlsx", []],
    ["html", "html", []],
    ["fragment", "html", ["--fragment"]],
    ["json", "json", []],
  ]) {
    const [name, bytes] = await downloaded(page, id);
    check(`${id}: its name`, name === `draft.${to}`, name);
    check(`${id}: the same bytes`, bytes.equals(converted(DRAFT, to, ...options)));
  }
  const [annotated, comments] = await downloaded(page, "annotated");
  check("annotated: its name", annotated === "draft-批注.docx", annotated);
  const out = join(work, "annotated.docx");
  try {
    // In the folder of the draft, as comments name the file as it is called.
    execFileSync(nianbao, ["check", "draft.docx", "--annotate", out, "--force", "--quiet"], { cwd: dirname(DRAFT), stdio: "ignore" });
  } catch (error) {
    if (error.status !== 1) throw error;
  }
  check("annotated: the same bytes", comments.equals(readFileSync(out)));
  const [name, bytes] = await downloaded(page, "zip");
  check("zip: its name", name === "draft.zip", name);
  writeFileSync(join(work, "draft.zip"), bytes);
  const listed = execFileSync("python3", ["-m", "zipfile", "-l", join(work, "draft.zip")]).toString();
  for (const file of ["draft.docx", "draft.xlsx", "draft.pdf", "draft.html", "draft.json", "manifest.json"]) {
    check(`zip: ${file}`, listed.includes(file));
  }
  check("nothing went wrong in the page", wrong.length === 0, wrong.join("\n  "));
  await left(page, context);
}

async function lastYearIsChosenWhenTheDraftIsOpen(browser, address) {
  const { context, page, wrong } = await opened(browser, address);
  await open(page, DRAFT);
  await page.locator("#tab-comparison").click();
  await page.waitForSelector("#differences p");
  check("nothing is compared yet", (await page.locator("#differences table").count()) === 0);
  const before = await summary(page);
  await page.setInputFiles("#compare", lastYear());
  await page.waitForSelector("#differences ins, #differences del");
  await idle(page);
  check("what is compared is said", (await page.locator("#compared").textContent()).includes("2022"));
  check("what carries over is checked", (await summary(page)) !== before, before);
  const row = page.locator("#differences tr", { hasText: "12345" });
  check("a figure of last year stands beside this year's", (await row.count()) === 1);
  await row.locator("button").click();
  const reached = await page.evaluate(() => document.activeElement.dataset.cell);
  check("a difference leads to its cell", reached === "disclosure.licences", reached);
  check("a paragraph of last year is struck", (await page.locator("#differences del", { hasText: "只在上年" }).count()) === 1);
  check("nothing went wrong in the page", wrong.length === 0, wrong.join("\n  "));
  await left(page, context);
}

async function aReportIsBegun(browser, address) {
  const { context, page, wrong } = await opened(browser, address);
  await page.locator("#files").evaluate((files) => (files.open = true));
  await page.locator("#new-organ").fill("清河市人民政府办公室");
  await page.locator("#new-year").fill("2023");
  await page.locator("#new-year").press("Enter");
  await page.waitForFunction(() => document.querySelector("#page-1")?.naturalWidth > 0 && document.getElementById("to-compare"));
  await idle(page);
  const [name, bytes] = await downloaded(page, "docx");
  const out = join(work, "new.docx");
  execFileSync(nianbao, ["new", "--organ", "清河市人民政府办公室", "--year", "2023", "-o", out, "--force", "--quiet"], { stdio: "ignore" });
  check("new: its name", name === "清河市人民政府办公室2023.docx", name);
  check("new: the same bytes", bytes.equals(readFileSync(out)));
  // What carries over is put in from last year's report.
  await page.locator("#to-compare").click();
  await page.setInputFiles("#compare", lastYear());
  await page.waitForSelector("#put-carried");
  await page.locator("#put-carried").click();
  await page.waitForFunction(() => !document.getElementById("put-carried"));
  await idle(page);
  await page.locator("#tab-tables").click();
  check("what was carried over is put in", (await cell(page, "applications.carried_in.total").inputValue()) === "5");
  check("nothing went wrong in the page", wrong.length === 0, wrong.join("\n  "));
  await left(page, context);
}

/** One page holds the connection for all; when it is closed another takes it. */
async function whenOnePageIsClosedAnotherStays(browser, address) {
  const { context, page: first } = await opened(browser, address);
  const second = await context.newPage();
  second.on("dialog", (dialog) => dialog.accept());
  await second.goto(address);
  await second.waitForFunction(() => document.querySelector("#new-year").value !== "");
  await Promise.all([second.waitForRequest((request) => request.url().includes("/desk/presence"), { timeout: 20_000 }), first.close()]);
  await open(second, DRAFT);
  check("the other page goes on", (await second.locator("#name").textContent()).includes("清河市"));
  await left(second, context);
}

/** A browser that is killed says nothing: its connections end with it. */
async function killed() {
  const { address, ended } = await desk();
  const own = await chromium.launchServer({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const browser = await chromium.connect(own.wsEndpoint());
  const { page } = await opened(browser, address);
  await open(page, DRAFT);
  const gone = new Promise((take) => own.process().on("exit", take));
  own.process().kill("SIGKILL");
  await gone;
  return within(ended, 240_000);
}

async function everythingCanBeDoneByKeyboard(browser) {
  const { server, address } = await desk();
  const { context, page, wrong } = await opened(browser, address);
  const focus = () => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.cell || "");
  async function to(id, most = 60) {
    for (let pressed = 0; pressed < most; pressed += 1) {
      if ((await focus()) === id) return true;
      await page.keyboard.press("Tab");
    }
    return false;
  }
  // Heard from the beginning: the browser is told to hand its dialog over, and takes a moment to know.
  const chosen = page.waitForEvent("filechooser");
  check("keyboard: the draft is reached", await to("draft"));
  await page.keyboard.press("Enter");
  await (await chosen).setFiles(DRAFT);
  await page.waitForFunction(() => document.activeElement.id === "name" && document.querySelector("#page-1")?.naturalWidth > 0);
  check("keyboard: the tabs are reached", await to("tab-pages", 200));
  await page.keyboard.press("ArrowRight");
  check("keyboard: the other tab is shown", (await focus()) === "tab-tables" && (await page.locator("#figures").isVisible()));
  check("keyboard: a figure is reached", await to("disclosure.regulations.issued"));
  await page.keyboard.press("Control+a");
  await page.keyboard.type("77");
  await page.keyboard.press("Enter");
  check("keyboard: down to the next row", (await focus()) === "disclosure.normative_documents.issued", await focus());
  await idle(page);
  await page.waitForFunction(() => document.getElementById("undo").disabled === false);
  check("keyboard: the figure is changed", (await cell(page, "disclosure.regulations.issued").inputValue()) === "77");
  await page.locator("#undo").focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(() => document.getElementById("undo").disabled);
  await idle(page);
  check("nothing went wrong in the page", wrong.length === 0, wrong.join("\n  "));
  await left(page, context);
  server.kill("SIGTERM");
}

/** The sample with this text for every text of it. */
function hostile() {
  const text = "<img src=x onerror=alert(1)><script>alert(2)</script>\"' onfocus=alert(3) autofocus javascript:alert(4)";
  const fixed = new Set(["schema", "form", "published", "period", "role", "align", "media", "statistics", "position", "target", "signature"]);
  const fill = (value, key) => {
    if (Array.isArray(value)) return value.map((item) => fill(item));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fixed.has(k) ? v : fill(v, k)]));
    }
    return typeof value === "string" ? text : value;
  };
  const report = fill(JSON.parse(readFileSync(join(root, "samples/qinghe-2023/report.json"), "utf-8")));
  report.signature = { organ: text, date: { raw: text, value: null } };
  report.statistics.disclosure.fees = { raw: text, value: null };
  report.statistics.applications.received.total = { raw: text, value: null };
  delete report.published;
  // Its name is no better.
  const path = join(work, "a\"><img src=x onerror=alert(5)>.json");
  writeFileSync(path, JSON.stringify(report));
  return path;
}

async function noTextOfAReportRuns(browser, address) {
  const { context, page, wrong } = await opened(browser, address);
  await open(page, hostile());
  for (const details of await page.locator("#findings details").all()) await details.evaluate((d) => (d.open = true));
  await page.locator("#tab-tables").click();
  const made = await page.evaluate(() => document.querySelectorAll("script:not([src]), img[src='x'], [onerror], [onfocus], [autofocus]").length);
  check("no markup of a report is in the page", made === 0, made);
  check("a text is shown as it stands", (await page.locator("#name").textContent()).includes("<img src=x"));
  await axe(page, "a hostile report");
  await page.waitForTimeout(300);
  check("nothing of a report runs", wrong.length === 0, wrong.join("\n  "));
  await left(page, context);
}

async function everyStateIsFitForAll(browser) {
  for (const width of [1440, 390]) {
    for (const scheme of ["light", "dark"]) {
      const { server, address, ended } = await desk();
      const { context, page, wrong } = await opened(browser, address, { width, scheme });
      const named = (state) => `${state}-${width}-${scheme}`;
      const look = async (state) => {
        await axe(page, named(state));
        await picture(page, named(state));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        check(`${named(state)}: nothing is wider than the screen`, wide <= 0, wide);
      };
      await look("1-start");
      await open(page, DRAFT);
      await look("2-pages");
      await page.locator("#tab-tables").click();
      await cell(page).fill("999");
      await cell(page).press("Enter");
      await page.waitForFunction(() => document.querySelector("#findings .error li"));
      await idle(page);
      await page.evaluate(() => scrollTo(0, 0));
      await look("3-wrong-figure");
      await page.locator("#findings .error .jumps button").first().click();
      await page.waitForTimeout(600);
      await look("4-at-its-cell");
      await page.locator("#tab-comparison").click();
      await page.setInputFiles("#compare", lastYear());
      await page.waitForSelector("#differences del");
      await idle(page);
      await page.evaluate(() => scrollTo(0, 0));
      await look("8-comparison");
      await page.locator("#differences del").last().scrollIntoViewIfNeeded();
      await look("9-differences");
      await page.locator("#language").click();
      await page.waitForFunction(() => document.documentElement.lang === "en" && !document.body.hasAttribute("aria-busy"));
      await page.evaluate(() => scrollTo(0, 0));
      await look("5-english");
      await page.locator("#language").click();
      await page.waitForFunction(() => document.documentElement.lang === "zh-CN" && !document.body.hasAttribute("aria-busy"));
      const bare = join(work, "bare.json");
      writeFileSync(bare, JSON.stringify({ schema: "nianbao/report/1", form: "2021", sections: [], statistics: {} }));
      await page.locator("#files").evaluate((files) => (files.open = true));
      await page.setInputFiles("#draft", bare);
      await page.waitForFunction(() => !document.getElementById("missing").hidden);
      await idle(page);
      await page.evaluate(() => scrollTo(0, 0));
      await look("6-missing");
      await page.locator("#missing-organ").fill("清河市民政局");
      await page.locator("#missing-organ").press("Enter");
      await page.waitForFunction(() => !document.getElementById("missing-organ"));
      const broken = join(work, "broken.docx");
      writeFileSync(broken, "PK\u0003\u0004 and nothing more");
      await page.locator("#files").evaluate((files) => (files.open = true));
      await page.setInputFiles("#draft", broken);
      await page.waitForSelector("#alert:not([hidden])");
      await page.evaluate(() => scrollTo(0, 0));
      await look("7-refused");
      // What was refused is said by the browser, too.
      const unexpected = wrong.filter((text) => !text.includes("422"));
      check(`${named("states")}: nothing went wrong in the page`, unexpected.length === 0, unexpected.join("\n  "));
      await left(page, context);
      server.kill("SIGTERM");
      check(`${named("states")}: the program ends when it is asked to`, (await within(ended)) === 0);
    }
  }
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const { address, ended } = await desk();
// It takes its time, beside all else.
const afterKill = killed();
try {
  await aDraftIsDroppedAndItsPagesAndFindingsAppear(browser, address);
  await whatIsDownloadedIsWhatTheCommandLineWrites(browser, address);
  await lastYearIsChosenWhenTheDraftIsOpen(browser, address);
  await aReportIsBegun(browser, address);
  await whenOnePageIsClosedAnotherStays(browser, address);
  await everythingCanBeDoneByKeyboard(browser);
  await noTextOfAReportRuns(browser, address);
  await everyStateIsFitForAll(browser);
  let last = await within(ended);
  if (last === "it goes on") {
    // A browser that is busy with all else may have taken the last word with it: it is said once more.
    const { context, page } = await opened(browser, address);
    await left(page, context);
    last = await within(ended);
  }
  check("the program ends a while after its last page was closed", last === 0, last);
  const killed = await afterKill;
  check("the program ends a while after its browser was killed", killed === 0, killed);
} catch (error) {
  check("every step is done", false, error.stack);
}
await browser.close();
for (const started of servers) started.kill("SIGKILL");
console.log(`${count - failures.length} of ${count} hold`);
process.exit(failures.length ? 1 : 0);
