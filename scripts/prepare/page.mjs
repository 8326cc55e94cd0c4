import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
  });
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`);
    throw new Failure("The studio's page could not be built; the words above say why.", "Fetch the repository again.");
  }
  writeFileSync(built(root), before);
}
