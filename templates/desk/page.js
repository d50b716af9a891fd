// The desk's page. What is known of the report is the server's; here it is shown, and what the clerk does is sent there.
//
// Texts of reports go into the page as text (textContent, value), never as markup.

import { words } from "/desk/words.js";

const TOKEN = location.hash.slice(1);
/** How long it is waited before the server is asked again that did not answer, at first and at most, in milliseconds. */
const [PAUSE, LONGEST_PAUSE] = [1_000, 15_000];
/** How long after the last key a figure is taken for typed, in milliseconds. */
const TYPED = 700;
const DPI = 110;
const WORKBOOK = /\.(xlsx|xlsm|xls|et|ods|csv|tsv)$/i;
/** What is downloaded: its name, and the address of it. */
const DOWNLOADS = [
  ["pdf", "files/pdf"],
  ["docx", "files/docx"],
  ["xlsx", "files/xlsx"],
  ["html", "files/html"],
  ["fragment", "files/html?fragment=true"],
  ["json", "files/json"],
  ["annotated", "annotated/docx"],
  ["zip", "files"],
];

const at = (id) => document.getElementById(id);
let language = history.state?.language ?? "zh";
let said = words[language];
let view = null;
const files = { draft: null, tables: null, last_year: null };

/** An element with properties and children; text is text. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// The address holds the token: no link may change it.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  at("content").focus();
});

// The server.

class Problem extends Error {
  constructor(problem) {
    super(problem.hint ? `${problem.detail}\n${said.hint}${problem.hint}` : problem.detail);
    this.code = problem.code;
  }
}

async function ask(path, options = {}) {
  const url = new URL(`/desk/${path}`, location.origin);
  url.searchParams.set("lang", language);
  let response;
  try {
    response = await fetch(url, { ...options, headers: { Authorization: `Bearer ${TOKEN}` } });
  } catch {
    throw new Problem({ detail: said.ended, code: "ended" });
  }
  if (!response.ok) {
    throw new Problem(await response.json().catch(() => ({ detail: `HTTP ${response.status}` })));
  }
  return response;
}

/** The answer as data; null where there is none. */
async function askJson(path, options) {
  const response = await ask(path, options);
  return response.status === 204 ? null : response.json();
}
const post = (path, body) => askJson(path, { method: "POST", body });

function tell(text) {
  at("status").textContent = text;
}

function complain(error) {
  at("alert").textContent = error ? error.message : "";
  at("alert").hidden = !error;
  tell("");
}

/** One thing after the other: each is sent when what it stands on is known. */
let turn = Promise.resolve();
function inTurn(act) {
  turn = turn.then(async () => {
    document.body.setAttribute("aria-busy", "true");
    tell(said.working);
    try {
      const done = await act();
      complain(null);
      tell(done ?? (view ? `${said.done} ${summary()}` : ""));
    } catch (error) {
      complain(error);
      if (error.code === "changed-meanwhile") show(await askJson("work").catch(() => view));
    } finally {
      document.body.removeAttribute("aria-busy");
    }
  });
  return turn;
}

// Words.

function translate() {
  said = words[language];
  document.documentElement.lang = said.lang;
  document.title = said.title;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = said[element.dataset.word];
  at("language").textContent = said.other;
  at("language").lang = said.otherLang;
  at("formats").replaceChildren(
    ...DOWNLOADS.map(([name, path]) => {
      const button = make("button", { type: "button", id: `get-${name}` }, said.downloads[name]);
      button.addEventListener("click", () => inTurn(() => download(path)));
      return make("li", {}, button);
    }),
  );
}

at("language").addEventListener("click", () => {
  language = language === "zh" ? "en" : "zh";
  history.replaceState({ language }, "");
  translate();
  if (view) inTurn(async () => show(await askJson("work")));
});

// Files in.

function choose(name, file) {
  files[name] = file ?? null;
  at(`${name}-name`).textContent = file ? file.name : "";
  at("go").disabled = !files.draft;
}

function open() {
  if (!files.draft) return;
  inTurn(async () => {
    const form = new FormData();
    for (const [name, file] of Object.entries(files)) if (file) form.append(name, file, file.name);
    show(await post("open", form), true);
  });
}

for (const name of ["draft", "tables", "last_year"]) {
  at(name).addEventListener("change", (event) => {
    choose(name, event.target.files[0]);
    if (name === "draft") open();
  });
}
at("open").addEventListener("submit", (event) => {
  event.preventDefault();
  open();
});
at("new").addEventListener("submit", (event) => {
  event.preventDefault();
  const of = new URLSearchParams({ organ: at("new-organ").value, year: at("new-year").value });
  inTurn(async () => show(await post(`new?${of}`), true));
});

addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dragged");
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.body.classList.remove("dragged");
});
addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dragged");
  const dropped = [...event.dataTransfer.files];
  if (dropped.length === 0) return;
  // Of several a workbook has the figures, and what is none is the draft.
  const draft = dropped.find((file) => !WORKBOOK.test(file.name)) ?? dropped[0];
  choose("draft", draft);
  choose("tables", dropped.find((file) => file !== draft && WORKBOOK.test(file.name)));
  open();
});

// What is known of the report.

function summary() {
  const { errors, warnings, notes } = view.summary;
  return errors + warnings + notes === 0 ? said.nothing : said.summary(errors, warnings, notes);
}

function show(shown, isNew = false) {
  const focused = document.activeElement?.dataset?.cell;
  view = shown;
  at("work").hidden = false;
  if (isNew) at("files").open = false;
  at("name").textContent = view.title ?? view.name;
  at("summary").textContent = summary();
  at("undo").disabled = !view.can_undo;
  at("redo").disabled = !view.can_redo;
  showMissing();
  showFindings();
  showTables();
  showComparison();
  if (isNew) at("name").focus();
  else if (focused) document.querySelector(`[data-cell="${CSS.escape(focused)}"]`)?.focus();
  layOut();
}

function showMissing() {
  const form = at("missing");
  form.hidden = view.missing.length === 0 && !view.carried;
  const types = { organ: "text", year: "number", date: "date" };
  at("missing-fields").replaceChildren(
    ...view.missing.map((name) => {
      const field = make("input", { id: `missing-${name}`, type: types[name], name });
      const button = make("button", { type: "button" }, said.put);
      button.setAttribute("aria-label", `${said.put}${language === "zh" ? "" : ": "}${said[name]}`);
      const put = () => {
        if (field.value) edit({ [name]: name === "year" ? Number(field.value) : field.value });
      };
      button.addEventListener("click", put);
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter") {
          event.preventDefault();
          put();
        }
      });
      return make("p", {}, make("label", { htmlFor: field.id }, said[name]), field, button);
    }),
    ...(view.carried ? [carriedToItem(view.carried)] : []),
  );
}

/** What stands in last year's report is put in from there; without it, it is typed. */
function carriedToItem({ name, cell, blank, known }) {
  const button = (id, text, act) => {
    const made = make("button", { type: "button", id }, text);
    made.setAttribute("aria-describedby", "carried");
    made.addEventListener("click", act);
    return made;
  };
  const actions = known
    ? [button("put-carried", said.carriedPut(known), () => edit("carried"))]
    : [
        button("to-carried", said.toCell, () => goToCell(cell)),
        button("to-compare", said.compare, () => {
          select(at("tab-comparison"));
          at("compare").focus();
        }),
      ];
  return make("p", {}, make("span", { id: "carried", className: "what" }, said.carried(name, blank)), ...actions);
}

function showFindings() {
  const groups = ["error", "warning", "note"].map((severity) => {
    const found = view.findings.map((finding, index) => [finding, index]).filter(([finding]) => severity === finding.severity);
    if (found.length === 0) return null;
    const list = make("ol", {}, ...found.map(([finding, index]) => findingToItem(finding, index)));
    const heading = make("summary", {}, make("span", { className: "sign", "aria-hidden": "true" }), said[`${severity}s`](found.length));
    return make("details", { className: severity, open: severity !== "note" }, heading, list);
  });
  const shown = groups.filter(Boolean);
  at("findings").replaceChildren(...(shown.length ? shown : [make("p", { className: "nothing" }, said.nothing)]));
}

function findingToItem(finding, index) {
  const actions = make("p", { className: "jumps" });
  if (finding.cells.length > 0) {
    const button = make("button", { type: "button" }, said.toCell);
    button.setAttribute("aria-describedby", `finding-${index}`);
    button.addEventListener("click", () => goToCell(finding.cells[0]));
    actions.append(button);
  }
  const page = make("button", { type: "button", hidden: true, id: `to-page-${index}` });
  page.setAttribute("aria-describedby", `finding-${index}`);
  page.addEventListener("click", () => goToPage(Number(page.dataset.page)));
  actions.append(page);
  return make(
    "li",
    {},
    make("p", { id: `finding-${index}`, className: "message" }, finding.message),
    finding.place ? make("p", { className: "place" }, said.place, finding.place) : null,
    ...finding.remarks.map((remark) => make("p", { className: "remark" }, remark)),
    finding.hint ? make("p", { className: "hint" }, said.hint, finding.hint) : null,
    actions,
    finding.manual
      ? make("details", { className: "manual" }, make("summary", {}, said.manual, make("code", {}, finding.code)), make("p", {}, finding.manual))
      : null,
  );
}

// The tables.

function showTables() {
  const about = new Map();
  view.findings.forEach((finding, index) => {
    if (finding.severity === "note") return;
    for (const cell of finding.cells) about.set(cell, [...(about.get(cell) ?? []), [finding.severity, index]]);
  });
  const tables = view.tables.map((table) => {
    const rows = Array.from({ length: table.rows }, () => make("tr"));
    for (const cell of table.cells) {
      const [row, column, rowSpan, columnSpan] = cell.at;
      const span = { rowSpan, colSpan: columnSpan };
      if (cell.label !== undefined) {
        rows[row].append(make("th", { ...span, scope: headOf(cell, rowSpan, columnSpan) }, cell.label));
        continue;
      }
      const field = make("input", { type: "text", value: cell.text, inputMode: "numeric", autocomplete: "off", spellcheck: false });
      field.dataset.cell = cell.id;
      field.dataset.row = row;
      field.dataset.column = column;
      field.setAttribute("aria-label", cell.unit ? `${cell.name}（${cell.unit}）` : cell.name);
      const findings = about.get(cell.id);
      if (findings) {
        field.className = findings.some(([severity]) => severity === "error") ? "error" : "warning";
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", findings.map(([, index]) => `finding-${index}`).join(" "));
      }
      rows[row].append(make("td", span, field));
    }
    const caption = make("caption", {}, table.name);
    const scroll = make("div", { className: "table", role: "region", tabIndex: 0 }, make("table", {}, caption, make("tbody", {}, ...rows)));
    scroll.setAttribute("aria-label", table.name);
    return scroll;
  });
  // Which cell it is, where its labels are out of sight; a screen reader has it from the cell itself.
  const where = make("p", { id: "where", className: "where", "aria-hidden": "true" }, tables.length ? said.tablesHint : said.noTables);
  if (!tables.length) where.removeAttribute("aria-hidden");
  at("figures").replaceChildren(where, ...tables);
}

function headOf(cell, rowSpan, columnSpan) {
  if (cell.heads_row) return rowSpan > 1 ? "rowgroup" : "row";
  return columnSpan > 1 ? "colgroup" : "col";
}

function edit(change) {
  return inTurn(async () => {
    show(await post("edit", JSON.stringify({ revision: view.revision, edit: change })));
  });
}

/** What a cell holds as the server knows it. */
function known(id) {
  for (const table of view.tables) {
    const cell = table.cells.find((cell) => cell.id === id);
    if (cell) return cell.text;
  }
  return undefined;
}

let typing = 0;
function typed(field) {
  clearTimeout(typing);
  const { cell } = field.dataset;
  const text = field.value;
  inTurn(async () => {
    if (text.trim() === known(cell)) return;
    const shown = await post("edit", JSON.stringify({ revision: view.revision, edit: { cell: { id: cell, text } } }));
    // Who types on meanwhile goes on in the same place.
    const now = document.querySelector(`[data-cell="${CSS.escape(cell)}"]`);
    const [later, selection] = [now?.value, now?.selectionStart];
    show(shown);
    const field = document.querySelector(`[data-cell="${CSS.escape(cell)}"]`);
    if (field && later !== undefined && later !== text) {
      field.value = later;
      if (document.activeElement === field) field.setSelectionRange(selection, selection);
    }
  });
}

at("figures").addEventListener("focusin", (event) => {
  if (event.target.dataset.cell) at("where").textContent = event.target.getAttribute("aria-label");
});
at("figures").addEventListener("input", (event) => {
  clearTimeout(typing);
  typing = setTimeout(() => typed(event.target), TYPED);
});
at("figures").addEventListener("change", (event) => typed(event.target));
at("figures").addEventListener("keydown", (event) => {
  const field = event.target;
  if (!field.dataset.cell) return;
  const down = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
  if (!down) return;
  event.preventDefault();
  const [row, column] = [Number(field.dataset.row), field.dataset.column];
  const others = [...field.closest("table").querySelectorAll(`[data-column="${column}"]`)];
  const next = others.filter((other) => (Number(other.dataset.row) - row) * down > 0);
  (down > 0 ? next[0] : next.at(-1))?.focus();
});

for (const step of ["undo", "redo"]) {
  at(step).addEventListener("click", () => inTurn(async () => show(await post(step))));
}
addEventListener("keydown", (event) => {
  const isTyping = event.target.matches?.("input");
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || isTyping || !view) return;
  event.preventDefault();
  at(event.shiftKey ? "redo" : "undo").click();
});

// What differs from last year's report: asked for when it is looked at.

at("compare").addEventListener("change", (event) => {
  const [file] = event.target.files;
  if (!file) return;
  inTurn(async () => {
    const form = new FormData();
    form.append("last_year", file, file.name);
    // The same file may be chosen once more.
    event.target.value = "";
    show(await post("last-year", form));
  });
});

async function showComparison() {
  if (at("comparison").hidden) return;
  const { revision } = view;
  let found;
  try {
    found = await askJson(`comparison?revision=${revision}`);
  } catch (error) {
    if (error.code !== "changed-meanwhile") complain(error);
    return;
  }
  if (view.revision !== revision) return;
  at("compared").textContent = found?.before ? said.compared(found.before.organ ?? "", found.before.year ?? "") : "";
  at("differences").replaceChildren(...differences(found));
}

function differences(found) {
  if (!found) return [make("p", {}, said.compareHint)];
  if (found.unfit) return [make("p", { className: "unfit" }, found.unfit)];
  const heads = (...words) => make("thead", {}, make("tr", {}, ...words.map((word) => make("th", { scope: "col" }, word))));
  const row = (name, ...texts) => make("tr", {}, make("th", { scope: "row" }, name), ...texts.map((text) => make("td", {}, text)));
  const scroll = (name, table) => {
    const region = make("div", { className: "table", role: "region", tabIndex: 0 }, table);
    region.setAttribute("aria-label", name);
    return region;
  };
  const shown = [make("ul", { className: "counts" }, ...found.summary.map((text) => make("li", {}, text)))];
  if (found.particulars.length) {
    const rows = found.particulars.map(({ name, before, after }) => row(name, before, after));
    const caption = make("caption", {}, said.particulars);
    shown.push(scroll(said.particulars, make("table", {}, caption, heads(said.item, said.before, said.after), make("tbody", {}, ...rows))));
  }
  for (const { name, remarks, figures } of found.tables) {
    const rows = figures.map(({ name, cell, before, after, by, how }) => {
      const title = known(cell) === undefined ? name : make("button", { type: "button", className: "to-cell" }, name);
      if (title !== name) title.addEventListener("click", () => goToCell(cell));
      return row(title, before, after, by || how);
    });
    const caption = make("caption", {}, name);
    if (rows.length) shown.push(scroll(name, make("table", { className: "figures" }, caption, heads(said.item, said.before, said.after, said.by), make("tbody", {}, ...rows))));
    shown.push(make("p", { className: "remark" }, rows.length ? remarks.join(" ") : `${name}${language === "zh" ? "：" : ": "}${remarks.join(" ")}`));
  }
  if (found.passages.length) {
    shown.push(make("h3", {}, said.text));
    const tags = { same: "span", removed: "del", added: "ins" };
    let section = null;
    for (const passage of found.passages) {
      if (passage.section !== section) shown.push(make("h4", {}, passage.section ?? ""));
      section = passage.section;
      const pieces = passage.pieces.map(([mark, text]) => make(tags[mark], {}, text));
      shown.push(make("p", { className: "passage" }, make("span", { className: "how" }, passage.how), ...pieces));
    }
  }
  return shown;
}

// Pages: each picture is asked for when it comes into sight.

const pictures = new Map();
const sight = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) {
        sight.unobserve(target);
        draw(target);
      }
    }
  },
  { rootMargin: "400px" },
);

async function draw(image) {
  const { page, revision } = image.dataset;
  try {
    const response = await ask(`pages/${page}?revision=${revision}&dpi=${DPI}`);
    const url = URL.createObjectURL(await response.blob());
    const before = pictures.get(page);
    pictures.set(page, url);
    image.src = url;
    if (before) URL.revokeObjectURL(before);
  } catch (error) {
    // The report has been changed meanwhile: its new pages are on their way.
    if (error.code !== "changed-meanwhile") complain(error);
  }
}

async function layOut() {
  const { revision } = view;
  let laid;
  try {
    laid = await askJson(`pages?revision=${revision}`);
  } catch (error) {
    if (error.code !== "changed-meanwhile") complain(error);
    return;
  }
  if (view.revision !== revision) return;
  const panel = at("pages");
  const count = laid.sizes.length;
  laid.sizes.forEach(([width, height], index) => {
    const number = index + 1;
    let image = at(`page-${number}`);
    if (!image) {
      image = make("img", { id: `page-${number}`, tabIndex: -1 });
      image.dataset.page = number;
      panel.append(image);
    }
    image.alt = said.page(number, count);
    image.style.aspectRatio = `${width} / ${height}`;
    image.dataset.revision = revision;
    sight.unobserve(image);
    sight.observe(image);
  });
  while (panel.children.length > count) panel.lastElementChild.remove();
  laid.of_findings.forEach((page, index) => {
    const button = at(`to-page-${index}`);
    if (!button || !page) return;
    button.hidden = false;
    button.dataset.page = page;
    button.textContent = said.toPage(page);
  });
}

// Tabs (ARIA authoring practices: arrows move, and what is reached is shown).

const tabs = [at("tab-pages"), at("tab-tables"), at("tab-comparison")];
function select(tab) {
  for (const other of tabs) {
    const isIt = other === tab;
    other.setAttribute("aria-selected", isIt);
    other.tabIndex = isIt ? 0 : -1;
    at(other.getAttribute("aria-controls")).hidden = !isIt;
  }
  if (view) showComparison();
}
for (const tab of tabs) {
  tab.addEventListener("click", () => select(tab));
  tab.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const next = tabs.at((tabs.indexOf(tab) + (event.key === "ArrowRight" ? 1 : -1)) % tabs.length);
    select(next);
    next.focus();
  });
}

function goToPage(number) {
  select(at("tab-pages"));
  const image = at(`page-${number}`);
  image?.scrollIntoView({ block: "start" });
  image?.focus({ preventScroll: true });
}

function goToCell(id) {
  select(at("tab-tables"));
  const field = document.querySelector(`[data-cell="${CSS.escape(id)}"]`);
  field?.scrollIntoView({ block: "center", inline: "center" });
  field?.focus({ preventScroll: true });
  field?.select();
}

// Files out.

async function download(path) {
  const url = new URL(path, location.origin + "/desk/");
  const { revision } = view;
  url.searchParams.set("revision", revision);
  const response = await ask(url.pathname.slice("/desk/".length) + url.search);
  const named = response.headers.get("content-disposition") ?? "";
  const name = decodeURIComponent(named.split("filename*=UTF-8''")[1] ?? "report");
  const address = URL.createObjectURL(await response.blob());
  make("a", { href: address, download: name }).click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  if (view.revision === revision) view.has_changes = false;
  return said.saved(name);
}

// Being there, and going on where a page was left.

const PAGE = crypto.getRandomValues(new Uint32Array(1))[0];
const pause = (time) => new Promise((take) => setTimeout(take, time));

let isLost = false;

/** Holds a connection: the server stays as long as there is one, and ends a while after the last. */
async function beThere() {
  for (let wait = PAUSE; ; wait = Math.min(2 * wait, LONGEST_PAUSE)) {
    const since = Date.now();
    try {
      const reader = (await ask(`presence?page=${PAGE}`)).body.getReader();
      while (!(await reader.read()).done) {
        if (isLost) complain(null);
        isLost = false;
      }
    } catch (error) {
      // A server of another start does not know this page.
      if (error.code && error.code !== "ended") return complain(error);
    }
    // A computer that slept may have lost its connections and not its server: what was held for a while is asked for again at once.
    if (Date.now() - since > PAUSE) {
      wait = PAUSE / 2;
      continue;
    }
    if (!isLost) complain(new Problem({ detail: said.ended, code: "ended" }));
    isLost = true;
    await pause(wait);
  }
}

// One page holds it for all of this browser, which has few connections to one server. Browsers let a page sleep that does nothing
// unless it holds a lock.
if (TOKEN && navigator.locks) navigator.locks.request(`presence ${TOKEN}`, beThere);
else if (TOKEN) beThere();

addEventListener("pagehide", () => {
  fetch(`/desk/closing?page=${PAGE}`, { method: "POST", keepalive: true, headers: { Authorization: `Bearer ${TOKEN}` } });
});
addEventListener("beforeunload", (event) => {
  if (view?.has_changes) event.preventDefault();
});

translate();
at("new-year").value = new Date().getFullYear() - 1;
if (TOKEN) askJson("work").then((shown) => shown && show(shown, true), complain);
else complain(new Error(said.noToken));
