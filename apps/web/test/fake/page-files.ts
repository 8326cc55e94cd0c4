import { readdirSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
};
/** The content security policy that the page must live under. */
const policy =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'";

/** The built page, read once: whoever builds it anew meanwhile does not pull it from under a running test. */
export function readPage(): ReadonlyMap<string, Buffer> {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.map((path) => [`/${relative(dist, path).replaceAll("\\", "/")}`, readFileSync(path)]));
}

export function servePage(files: ReadonlyMap<string, Buffer>, pathname: string, response: ServerResponse): void {
  const path = files.has(pathname) ? pathname : "/index.html";
  response.writeHead(200, {
    "Content-Type": types[extname(path)] ?? "application/octet-stream",
    "Content-Security-Policy": policy,
  });
  response.end(files.get(path));
}
