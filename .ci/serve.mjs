// Serves a built site as GitHub Pages does: a folder's index.html, and 404.html for what is not there.
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";

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

// `folder` is what stands at /, `basePath` where in it the site lies; `headers` go with every answer.
export async function serve(folder, port, basePath, headers = {}) {
  const server = createServer(async (request, response) => {
    const asked = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (asked === "/favicon.ico") return response.writeHead(204).end(); // a browser's own idea, where a page names no icon
    const file = path.join(folder, asked.endsWith("/") ? `${asked}index.html` : asked);
    const isInside = file.startsWith(folder + path.sep);
    const found = isInside && (await stat(file).catch(() => null))?.isFile();
    const sent = found ? file : path.join(folder, basePath, "404.html");
    response.writeHead(found ? 200 : 404, { ...headers, "content-type": TYPES[path.extname(sent)] ?? "application/octet-stream" });
    response.end(await readFile(sent));
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}
