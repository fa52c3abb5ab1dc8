// Looks at a built site with Lighthouse: performance, accessibility, best practices and search engines, on a telephone and on a desk. Of each
// page the median of three runs counts where the first is not good enough; below the least score this ends with 1.
// Usage: node lighthouse.mjs FOLDER PORT PAGE…, where FOLDER is what the host serves at /, and PAGE an address in it.
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { spawn } from "node:child_process";
import path from "node:path";
import lighthouse, { desktopConfig } from "lighthouse";

const [folder, port, ...pages] = [path.resolve(process.argv[2]), Number(process.argv[3]), ...process.argv.slice(4)];
const WANTED = 98;
const LEAST = 95;
const DEBUGGING = port + 1;
const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".svg": "image/svg+xml", ".xml": "application/xml", ".txt": "text/plain",
  ".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".ico": "image/vnd.microsoft.icon", ".js": "text/javascript",
  ".woff2": "font/woff2", ".webmanifest": "application/manifest+json", ".json": "application/json",
};
const PACKED = new Set([".html", ".css", ".svg", ".xml", ".txt", ".js", ".json", ".webmanifest"]);

// As hosts serve a site: texts packed, a folder's index.html.
const server = createServer(async (request, response) => {
  const asked = decodeURIComponent(new URL(request.url, `http://127.0.0.1:${port}`).pathname);
  const file = path.join(folder, asked.endsWith("/") ? `${asked}index.html` : asked);
  const isThere = file.startsWith(folder + path.sep) && (await stat(file).catch(() => null))?.isFile();
  if (!isThere) return response.writeHead(404).end();
  const kind = path.extname(file);
  const content = await readFile(file);
  const packed = PACKED.has(kind) ? { "content-encoding": "gzip" } : {};
  response.writeHead(200, { "content-type": TYPES[kind] ?? "application/octet-stream", "cache-control": "max-age=600", ...packed });
  response.end(PACKED.has(kind) ? gzipSync(content) : content);
});
await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
const chromium = spawn("chromium", [
  "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", `--remote-debugging-port=${DEBUGGING}`, `--user-data-dir=${process.env.TMPDIR ?? "/tmp"}/lighthouse-${process.pid}`,
], { stdio: "ignore" });
for (let tries = 0; tries < 100; tries += 1) {
  if (await fetch(`http://127.0.0.1:${DEBUGGING}/json/version`).then(() => true, () => false)) break;
  await new Promise((resolve) => setTimeout(resolve, 100));
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
let isGood = true;
try {
  for (const page of pages) {
    for (const [device, config] of [["telephone", undefined], ["desk", desktopConfig]]) {
      const runs = [];
      const failed = new Map();
      do {
        const { lhr } = await lighthouse(`http://127.0.0.1:${port}${page}`, { port: DEBUGGING, logLevel: "error" }, config);
        runs.push(Object.fromEntries(Object.values(lhr.categories).map((each) => [each.id, Math.round(100 * each.score)])));
        for (const category of Object.values(lhr.categories)) {
          for (const { id, weight } of category.auditRefs) {
            const audit = lhr.audits[id];
            if (weight && audit.score !== null && audit.score < 0.9) failed.set(id, audit.displayValue ?? audit.title);
          }
        }
      } while (runs.length < 3 && Object.values(runs[0]).some((score) => score < WANTED));
      const scores = Object.fromEntries(Object.keys(runs[0]).map((id) => [id, median(runs.map((run) => run[id]))]));
      console.log(`${page} on a ${device}: ${Object.entries(scores).map(([id, score]) => `${id} ${score}`).join(", ")}`);
      if (Object.values(scores).some((score) => score < WANTED)) {
        for (const [id, shown] of failed) console.log(`  ${id}: ${shown}`);
      }
      isGood &&= Object.values(scores).every((score) => score >= LEAST);
    }
  }
} finally {
  chromium.kill();
  server.close();
  server.closeAllConnections();
}
process.exitCode = isGood ? 0 : 1;
