import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { Failure } from "./failure.mjs";
import { ownNode } from "./installed.mjs";

const built = (root) => join(root, "apps", "web", "dist", ".built-from");

/** What the page is made of, relative to the root: its own files, and the packages that it bundles. */
const sources = [
  ...["index.html", "package.json", "public", "src", "vite.config.ts"].map((name) => `apps/web/${name}`),
  ...["packages/domain/src", "packages/prompt/src", "package-lock.json"],
];

function filesBelow(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(root, `${path}/${name}`));
}

function fingerprint(root) {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((path) => filesBelow(root, path)))
    hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/** Is the page that lies in apps/web/dist made from what lies in apps/web now? */
export const isPageBuilt = (root) => existsSync(built(root)) && readFileSync(built(root), "utf8") === fingerprint(root);

/** Builds the studio's page into apps/web/dist. */
export function buildPage(root) {
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const before = fingerprint(root); // a file that changes while it is built makes the next start build again
  const { status, stdout, stderr } = spawnSync(ownNode(root), [vite, "build", "apps/web", "--logLevel", "warn"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production" }, // else a page that tests build brings React's warnings along
  });
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`);
    throw new Failure("The studio's page could not be built; the words above say why.", "Fetch the repository again.");
  }
  compress(join(root, "apps", "web", "dist"));
  writeFileSync(built(root), before);
}

/** Texts shorter than this are sent as they are. */
const worthwhile = 1024;

/** Lays a Brotli and a gzip twin beside every text file, so that the server never compresses while somebody waits. */
function compress(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.(js|css|html|svg)$/.test(entry.name) || statSync(file).size < worthwhile) continue;
    const text = readFileSync(file);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    writeFileSync(`${file}.br`, brotliCompressSync(text, { params }));
    writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }));
  }
}
