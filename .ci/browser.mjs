// Looks at a built site as its readers do, with Chromium and axe-core: no barrier that axe knows (WCAG 2.2 AA), no sideways scrolling at
// 320 pixels, no error in the console, no request to another host. The longest page of each kind, and of articles in each language, is seen at the
// widths of a telephone, a tablet and a desk, in light and dark; with --articles, every other article at a desk's width, too.
// Usage: node browser.mjs FOLDER PORT BASE_PATH [--articles], where FOLDER is what the host serves at /.
import { createServer } from "node:http";
import { readFile, readdir, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axeSource = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const [folder, port, basePath] = [path.resolve(process.argv[2]), Number(process.argv[3]), process.argv[4]];
const origin = `http://127.0.0.1:${port}`;
const WIDTHS = [375, 768, 1440];
const SCHEMES = ["light", "dark"];
const NARROWEST = 320;
const AXE = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
};
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
  ".txt": "text/plain",
  ".jpg": "image/jpeg",
  ".png": "image/png",
  ".js": "text/javascript",
  ".json": "application/json",
};

// As GitHub Pages serves a site: a folder's index.html, and 404.html for what is not there.
const server = createServer(async (request, response) => {
  const asked = decodeURIComponent(new URL(request.url, origin).pathname);
  if (asked === "/favicon.ico") return response.writeHead(204).end(); // a browser's own idea, where a page names no icon
  const file = path.join(folder, asked.endsWith("/") ? `${asked}index.html` : asked);
  const isInside = file.startsWith(folder + path.sep);
  const found = isInside && (await stat(file).catch(() => null))?.isFile();
  const sent = found ? file : path.join(folder, basePath, "404.html");
  response.writeHead(found ? 200 : 404, { "content-type": TYPES[path.extname(sent)] ?? "application/octet-stream" });
  response.end(await readFile(sent));
});
await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));

const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".html")).sort();
const kinds = new Map();
for (const name of files) {
  const text = await readFile(path.join(folder, name), "utf8");
  const isRedirect = text.includes('http-equiv="refresh"');
  const kind = isRedirect ? "redirect" : (text.match(/<body class="page-([\w-]+)"/)?.[1] ?? "other");
  const lang = kind === "article" ? (text.match(/<article[^>]* lang="([\w-]+)"/)?.[1] ?? "") : "";
  const isNumbered = /\/page\/\d+\/index\.html$/.test(name);
  const address = `/${name.split(path.sep).map(encodeURIComponent).join("/")}`.replace(/index\.html$/, "");
  const key = [kind, lang, isNumbered ? "numbered" : ""].filter(Boolean).join(", ");
  kinds.set(key, [...(kinds.get(key) ?? []), { kind: key, address, size: text.length }]);
}

const pages = [];
for (const found of kinds.values()) {
  const [longest, ...others] = found.sort((one, other) => other.size - one.size);
  pages.push({ ...longest, widths: WIDTHS, schemes: SCHEMES });
  if (process.argv.includes("--articles") && longest.kind.startsWith("article")) {
    pages.push(...others.map((other) => ({ ...other, widths: [1440], schemes: ["light"] })));
  }
}

const faults = [];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const colorScheme of SCHEMES) {
  const context = await browser.newContext({ colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  let here = "";
  const fault = (what) => faults.push(`${here}: ${what}`);
  page.on("console", (message) => {
    const isExpected = here.startsWith(`${basePath}no-such-page/`) && message.text().includes("404");
    if (["error", "warning"].includes(message.type()) && !isExpected) fault(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => fault(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}${basePath}`) && !url.startsWith("data:")) fault(`asks for ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !here.startsWith(`${basePath}no-such-page/`)) fault(`${response.status()} for ${response.url()}`);
  });

  for (const { kind, address, widths, schemes } of pages) {
    if (!schemes.includes(colorScheme)) continue;
    if (kind === "redirect") {
      here = address;
      await page.goto(origin + address);
      await page.waitForSelector("body.page-article");
      continue;
    }
    for (const width of [...widths, NARROWEST]) {
      // What is not there must look right however deep its address lies.
      const asked = kind === "404" ? `${basePath}no-such-page/at/all` : address;
      here = `${asked} (${kind}, ${width} px, ${colorScheme})`;
      await page.setViewportSize({ width, height: 900 });
      if (new URL(page.url(), origin).href !== origin + asked) await page.goto(origin + asked, { waitUntil: "load" });
      const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (overhang > 0) fault(`scrolls sideways by ${overhang} px`);
      if (width === NARROWEST) continue;
      if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
      const { violations } = await page.evaluate((options) => window.axe.run(document, options), AXE);
      for (const violation of violations) {
        fault(`${violation.id}: ${violation.help}\n    ${violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join("\n    ")}`);
      }
    }
  }
  await context.close();
}
await browser.close();
server.close();

console.log(`${pages.length} pages of ${kinds.size} kinds: ${[...kinds.keys()].sort().join("; ")}`);
if (faults.length) {
  console.error(faults.join("\n"));
  console.error(`${faults.length} faults`);
  process.exit(1);
}
