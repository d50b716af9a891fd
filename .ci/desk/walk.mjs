// The pictures of the clerk's walk-through (templates/desk/README.md), from a running desk in Debian's Chromium.
//
//     node walk.mjs NIANBAO WORK PYTHON OUT
//
// WORK has the packages of package.json, PYTHON has Pillow: 64 colours are enough for a page, and make small files. Look at the
// pictures before they are kept.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [nianbao, work, python, out] = process.argv.slice(2).map((path) => resolve(path));
const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const { chromium } = createRequire(join(work, "/"))("playwright-core");
mkdirSync(out, { recursive: true });

const server = spawn(nianbao, ["desk", "--no-open"], { stdio: ["ignore", "pipe", "ignore"] });
const address = await new Promise((take) => server.stdout.once("data", (said) => take(String(said).trim())));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1180, height: 740 }, locale: "zh-CN", colorScheme: "light" });

const idle = () => page.waitForFunction(() => !document.body.hasAttribute("aria-busy"));
async function picture(name) {
  await idle();
  // What is scrolled to is reached, and what is drawn is there.
  await page.waitForTimeout(800);
  const path = join(out, `${name}.png`);
  await page.screenshot({ path });
  const few = "import sys; from PIL import Image; p = sys.argv[1]; Image.open(p).convert('RGB').quantize(64, dither=0).save(p, optimize=True)";
  execFileSync(python, ["-c", few, path]);
}
const cell = (id) => page.locator(`[data-cell="${id}"]`);

/** The sample with a figure that does not fit, and last year's with others. */
function reports() {
  const text = readFileSync(join(root, "samples/qinghe-2023/report.json"), "utf-8");
  const now = JSON.parse(text);
  const before = [["2024年1月25日", "2023年1月20日"], ["2024-01-25", "2023-01-20"], ["2023年", "2022年"]];
  const last = JSON.parse(before.reduce((text, [now, then]) => text.replaceAll(now, then), text));
  last.year = 2022;
  // What it carried over is what this year begins with, but for one; its own sums hold.
  const { received, carried_in, results, carried_over } = last.statistics.applications;
  for (const column of Object.keys(received)) {
    carried_over[column] = now.statistics.applications.carried_in[column] - (/natural_person|total/.test(column) ? 1 : 0);
    received[column] = results.total[column] + carried_over[column] - carried_in[column];
  }
  last.statistics.disclosure.licences = 1098310;
  last.statistics.disclosure.penalties = 20544;
  last.sections[0].content.push("政府门户网站完成改版，新设政策问答专栏。");
  now.statistics.applications.received.total += 9;
  delete now.signature.date;
  delete now.published;
  return [now, last].map((report, index) => {
    const path = join(work, ["今年年报.json", "去年年报.json"][index]);
    writeFileSync(path, JSON.stringify(report));
    return path;
  });
}

const [now, last] = reports();
const draft = join(work, "今年年报.docx");
try {
  execFileSync(nianbao, ["convert", now, "-o", draft, "--force", "--quiet"], { stdio: "ignore" });
} catch (error) {
  // Done, with errors among the findings.
  if (error.status !== 1) throw error;
}

await page.goto(address);
await page.waitForFunction(() => document.getElementById("new-year").value !== "");
await picture("1-open");
await page.setInputFiles("#draft", draft);
await page.waitForFunction(() => document.querySelector("#page-1")?.naturalWidth > 0);
await page.evaluate(() => scrollTo(0, document.querySelector(".desk").offsetTop - 16));
await picture("2-pages");
await page.locator("#findings .error .jumps button").first().click();
await picture("3-cell");
const wrong = cell("applications.received.total");
await wrong.fill(String(Number(await wrong.inputValue()) - 9));
await wrong.press("Enter");
await page.waitForFunction(() => !document.querySelector("#findings .error"));
await page.locator("#tab-comparison").click();
await page.setInputFiles("#compare", last);
await page.waitForSelector("#differences del, #differences ins");
await page.evaluate(() => scrollTo(0, document.querySelector(".desk").offsetTop - 16));
await picture("4-last-year");
await page.locator("#tab-pages").click();
await page.evaluate(() => scrollTo(0, 0));
await picture("5-download");

await browser.close();
server.kill("SIGTERM");
