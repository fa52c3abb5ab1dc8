// Looks at a built site as its readers do, with Chromium and axe-core (WCAG 2.2 AA).
//   look      no barrier that axe knows, nothing cut off or scrolled sideways, no error in the console, no request to another host: at the widths of a
//             telephone, a tablet and a desk, in light and dark
//   keyboard  Tab alone: keyboard.mjs
//   forced    the reader's own few colours: axe, and forced.mjs
//   large     a view of 320 x 256, as a desk's at 400 %; letters of 200 and 400 %; wide spacing: layout.mjs
// The first is for every site: the longest page of each kind, and of articles in each language, and a search page as it answers in each of its ways; with --articles, every other article at a desk's width, too.
// The others are for each kind of page, with --readers. FAULT=file.css lays a stylesheet over every page: whoever changes a check sees it fail.
// Usage: node browser.mjs FOLDER PORT BASE_PATH [--articles] [--readers], where FOLDER is what the host serves at /.
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "playwright-core";
import { SUPPORT, markGrounds, vanished } from "./forced.mjs";
import { walk } from "./keyboard.mjs";
import { layoutFaults } from "./layout.mjs";
import { serve } from "./serve.mjs";

const require = createRequire(import.meta.url);
const axeSource = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const [folder, port, basePath] = [path.resolve(process.argv[2]), Number(process.argv[3]), process.argv[4]];
const origin = `http://127.0.0.1:${port}`;
const WIDTHS = [375, 768, 1440];
const SCHEMES = ["light", "dark"];
const NARROWEST = { width: 320, height: 256 }; // 1280 x 1024 at 400 %: WCAG 1.4.10
const DESK = { width: 1280, height: 1024 };
const USUAL_LETTERS = 16;
const LETTERS = [2, 4]; // times the usual size: WCAG 1.4.4, and twice of it
// WCAG 1.4.12
const SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }";
const SHARE = 0.5; // of the view, which what stays in place may take
const AXE = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
};
const server = await serve(folder, port, basePath);
const wants = (option) => process.argv.includes(option);
const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".html")).sort();
const kinds = new Map();
const [searches, headlines] = [[], []];
for (const name of files) {
  const text = await readFile(path.join(folder, name), "utf8");
  const address = `/${name.split(path.sep).map(encodeURIComponent).join("/")}`.replace(/index\.html$/, "");
  const kind = kindOf(text, name);
  kinds.set(kind, [...(kinds.get(kind) ?? []), { kind, address, size: text.length }]);
  const language = text.match(/<html[^>]* lang="([\w-]+)"/)?.[1];
  if (kind === "search") searches.push({ address, language, size: text.length });
  if (["article", "article, long"].includes(kind)) headlines.push({ language, words: text.match(/<h1[^>]*>([^<&]+)/)?.[1].match(/[\p{L}\p{M}]+/gu) ?? [] });
}
for (const { address, language, size } of searches) {
  const word = headlines.filter((each) => each.language === language).flatMap(({ words }) => words).sort((one, other) => other.length - one.length)[0];
  for (const [what, asked] of Object.entries(word ? answersTo(word) : {})) {
    const kind = `search, ${what}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), { kind, address: `${address}?${new URLSearchParams(asked)}`, size }]);
  }
}

// What the address of a search page asks so that it answers in each of its ways.
function answersTo(word) {
  const unknown = "qxqxqxqx";
  return {
    "with results": { q: word },
    "with its filters open": { q: word, sort: "newest" },
    "with some of the words": { q: `${word} ${unknown}` },
    "with nothing": { q: unknown },
  };
}

// What a page is: its kind, and what makes it look otherwise than others of its kind.
function kindOf(text, name) {
  if (text.includes('http-equiv="refresh"')) return "redirect";
  const kind = text.match(/<body class="page-([\w-]+)"/)?.[1] ?? "other";
  const details = {
    article: [text.match(/<article[^>]* lang="([\w-]+)"/)?.[1], /<article class="[^"]*\bis-long\b/.test(text) && "long"],
    term: [text.match(/<div class="introduction/) && "with a text", /(^|\/)sections\//.test(name) && "section", /(^|\/)authors\//.test(name) && "author"],
    dates: [text.includes('class="decade"') && "decades"],
  };
  return [kind, ...(details[kind] ?? []), kind === "archive" && /\/page\/\d+\/index\.html$/.test(name) && "numbered"].filter(Boolean).join(", ");
}

const [pages, ofEachKind] = [[], []];
for (const found of kinds.values()) {
  const [longest, ...others] = found.sort((one, other) => other.size - one.size);
  pages.push({ ...longest, widths: WIDTHS, schemes: SCHEMES });
  if (longest.kind !== "redirect") ofEachKind.push(longest);
  if (wants("--articles") && longest.kind.startsWith("article")) {
    pages.push(...others.map((other) => ({ ...other, widths: [1440], schemes: ["light"] })));
  }
}

const planted = process.env.FAULT ? await readFile(process.env.FAULT, "utf8") : "";
const faults = [];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });

// A reader with a window: `go` opens an address, `fault` tells what is wrong there.
async function reader(options) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  let here = "";
  const fault = (what) => faults.push(`${here}: ${what}`);
  const isExpected = () => here.startsWith(`${basePath}no-such-page/`);
  if (planted) await page.addInitScript((css) => document.addEventListener("DOMContentLoaded", () => document.head.append(Object.assign(document.createElement("style"), { textContent: css }))), planted);
  page.on("console", (message) => {
    const isMissing = isExpected() && message.text().includes("404");
    if (["error", "warning"].includes(message.type()) && !isMissing) fault(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => fault(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}${basePath}`) && !url.startsWith("data:")) fault(`asks for ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !isExpected()) fault(`${response.status()} for ${response.url()}`);
  });
  const go = async ({ kind, address }, how) => {
    // What is not there must look right however deep its address lies.
    const asked = kind === "404" ? `${basePath}no-such-page/at/all` : address;
    here = `${asked} (${[kind, how].filter(Boolean).join(", ")})`;
    if (new URL(page.url(), origin).href !== origin + asked) await page.goto(origin + asked, { waitUntil: "load" });
    await settle(page);
    if (kind.endsWith("filters open")) await page.evaluate(() => { document.querySelector(".find details").open = true; });
  };
  return { context, page, go, fault };
}

// What a search page is asked by its address is answered, with the lines of the stories' pages.
async function settle(page) {
  if (!new URL(page.url()).searchParams.has("q")) return;
  await page.waitForFunction(() => document.querySelector("[role=status]").textContent !== "");
  await page.waitForFunction(() => [...document.querySelectorAll("[data-part=snippet]")].every((each) => each.textContent));
}

// `unruled`: rules of axe that do not hold here.
async function findBarriers(page, fault, unruled = []) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), {
    ...AXE,
    rules: { ...AXE.rules, ...Object.fromEntries(unruled.map((rule) => [rule, { enabled: false }])) },
  });
  for (const violation of violations) {
    fault(`${violation.id}: ${violation.help}\n    ${violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join("\n    ")}`);
  }
}

async function findBadLayout(page, fault) {
  (await page.evaluate(layoutFaults, { share: SHARE })).forEach(fault);
}

async function look(colorScheme) {
  const { context, page, go, fault } = await reader({ colorScheme });
  for (const each of pages) {
    if (!each.schemes.includes(colorScheme)) continue;
    if (each.kind === "redirect") {
      await go(each);
      await page.waitForSelector("body[class^=page-] main"); // where it leads to
      continue;
    }
    for (const width of each.widths) {
      await page.setViewportSize({ width, height: 900 });
      await go(each, `${width} px, ${colorScheme}`);
      await findBadLayout(page, fault);
      await findBarriers(page, fault);
    }
    await page.setViewportSize(NARROWEST);
    await go(each, `${NARROWEST.width} px, ${colorScheme}`);
    await findBadLayout(page, fault);
  }
  await context.close();
}

async function useKeyboard() {
  const { context, page, go, fault } = await reader({ viewport: { width: 1280, height: 800 } });
  for (const each of ofEachKind) {
    await go(each, "keyboard");
    await walk(page, fault, () => settle(page));
  }
  await context.close();
}

async function forceColors() {
  const { context, page, go, fault } = await reader({ viewport: DESK });
  for (const each of ofEachKind) {
    await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
    await go(each, "forced colours");
    await page.evaluate(markGrounds);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, forcedColors: "active" });
      await go(each, `forced colours, ${colorScheme}`);
      (await page.evaluate(vanished, SUPPORT)).forEach((what) => fault(`is not seen: ${what}`));
      // Colours come in the reader's own pairs; axe reads ours.
      await findBarriers(page, fault, ["color-contrast"]);
    }
  }
  await context.close();
}

async function enlarge() {
  const { context, page, go, fault } = await reader({ viewport: DESK });
  const settings = await context.newCDPSession(page);
  const setLetters = (times) => settings.send("Page.setFontSizes", { fontSizes: { standard: USUAL_LETTERS * times, fixed: 13 * times } });
  for (const each of ofEachKind) {
    await page.setViewportSize(DESK);
    for (const times of LETTERS) {
      await setLetters(times);
      await go(each, `letters of ${times * 100} %`);
      await findBadLayout(page, fault);
    }
    await setLetters(1);
    const spacing = await page.addStyleTag({ content: SPACING });
    for (const width of [DESK.width, WIDTHS[0]]) {
      await page.setViewportSize({ width, height: DESK.height });
      await go(each, `wide spacing, ${width} px`);
      await findBadLayout(page, fault);
    }
    await spacing.evaluate((element) => element.remove());
  }
  await context.close();
}

// Two at a time: that many processors has the smallest machine that this is for.
const duties = SCHEMES.map((scheme) => ["look", () => look(scheme)]);
if (wants("--readers")) duties.push(["keyboard", useKeyboard], ["forced", forceColors], ["large", enlarge]);
const seconds = {};
const work = async () => {
  for (let duty = duties.shift(); duty; duty = duties.shift()) {
    const began = performance.now();
    await duty[1]().catch((error) => faults.push(`${duty[0]}: ${error.message}`));
    seconds[duty[0]] = (seconds[duty[0]] ?? 0) + (performance.now() - began) / 1000;
  }
};
await Promise.all([work(), work()]);
await browser.close();
server.close();

console.log(`${pages.length} pages of ${kinds.size} kinds: ${[...kinds.keys()].sort().join("; ")}`);
console.log(Object.entries(seconds).map(([name, took]) => `${name} ${took.toFixed(0)} s`).join(", "));
if (faults.length) {
  console.error(faults.join("\n"));
  console.error(`${faults.length} faults`);
  process.exit(1);
}
