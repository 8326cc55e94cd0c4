import { open, stat } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { ownValue } from "@danfang/domain";
import type { Handler } from "hono";
import { notFound } from "../border/not-found.ts";
import { isOfPage } from "./addresses.ts";
import { notBuiltPage } from "./not-built.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
  ".map": "application/json",
};
/** Smaller ones that the build may have left beside a file, best first. */
const packed = [
  { encoding: "br", suffix: ".br" },
  { encoding: "gzip", suffix: ".gz" },
] as const;

/** Vite writes a hash of the content into the names of what it puts there. */
const isHashed = (path: string) => path.startsWith("/assets/");

/**
 * The built page in `folder`: its files, and `index.html` for the page's own addresses. Any other is not there, and says so
 * in a form that programs read: they ask for addresses of extensions to find out what is installed.
 * Names with a hash are kept for ever, the rest is asked for anew. Nothing outside of the folder is ever read.
 */
export const staticPage =
  (folder: string): Handler =>
  async (c) => {
    const path = decoded(c.req.path);
    const file = path === undefined ? undefined : await fileAt(folder, path);
    if (file === undefined && !isOfPage(c.req.path)) return notFound();
    const index = file ?? (await fileAt(folder, "/index.html"));
    if (index === undefined) return c.html(notBuiltPage, 200, { "Cache-Control": "no-store" });
    const accepted = (c.req.header("Accept-Encoding") ?? "").split(",").map((name) => name.trim().split(";")[0]);
    for (const { encoding, suffix } of [...packed, { encoding: "", suffix: "" }]) {
      if (encoding !== "" && !accepted.includes(encoding)) continue;
      const opened = await open(index + suffix).catch(() => undefined);
      if (!opened) continue;
      const { size, mtimeMs } = await opened.stat();
      const tag = `W/"${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"`;
      const headers = {
        "Content-Type": ownValue(types, extname(index)) ?? "application/octet-stream",
        "Cache-Control": file !== undefined && isHashed(path!) ? "public, max-age=31536000, immutable" : "no-cache",
        Vary: "Accept-Encoding",
        ETag: tag,
        ...(encoding === "" ? {} : { "Content-Encoding": encoding }),
      };
      if (c.req.header("If-None-Match") === tag || c.req.method === "HEAD") {
        await opened.close();
        return c.body(null, c.req.method === "HEAD" ? 200 : 304, headers);
      }
      const body = Readable.toWeb(opened.createReadStream()) as ReadableStream;
      return c.body(body, 200, { ...headers, "Content-Length": String(size) });
    }
    return c.html(notBuiltPage, 200, { "Cache-Control": "no-store" });
  };

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** The file of an address, if there is one in the folder. */
async function fileAt(folder: string, path: string): Promise<string | undefined> {
  const root = resolve(folder);
  const file = resolve(join(root, path));
  if (!file.startsWith(root + sep) || path.includes("\0") || path.split("/").some((part) => part.startsWith(".")))
    return undefined;
  const info = await stat(file).catch(() => undefined);
  return info?.isFile() ? file : undefined;
}
