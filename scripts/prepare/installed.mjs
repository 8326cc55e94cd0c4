import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

/** The launchers look at this file too: it is there only after a finished installation. */
export const stampFile = (root) => join(root, "node_modules", ".danfang-installed");

/** The Node.js that Danfang runs on, from the npm package `node`. */
export const ownNode = (root) =>
  process.platform === "win32"
    ? join(root, "node_modules", "node", "bin", "node.exe")
    : join(root, "node_modules", ".bin", "node");

const json = (file) => JSON.parse(readFileSync(file, "utf8"));

/** The folders of all workspaces, relative and with slashes: `packages/domain`. Patterns are `folder/*` here. */
function workspaces(root) {
  return json(join(root, "package.json")).workspaces.flatMap((pattern) => {
    const folder = pattern.slice(0, -"/*".length);
    return readdirSync(join(root, folder))
      .map((name) => `${folder}/${name}`)
      .filter((path) => existsSync(join(root, path, "package.json")))
      .sort();
  });
}

/** A hash of all that decides what is installed: the lock file, every package.json, and the machine's kind. */
function fingerprint(root) {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  const files = ["package-lock.json", "package.json", ...workspaces(root).map((path) => `${path}/package.json`)];
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/** True when the last installation finished and nothing it depends on has changed since. */
export function hasStamp(root) {
  const stamp = stampFile(root);
  if (!existsSync(stamp) || !existsSync(ownNode(root)) || readFileSync(stamp, "utf8") !== fingerprint(root))
    return false;
  const now = new Date();
  utimesSync(stamp, now, now); // newer than the lock file again, for the launchers
  return true;
}

export const writeStamp = (root) => writeFileSync(stampFile(root), fingerprint(root));

/**
 * True when someone else has already installed exactly this: a developer's own `npm install`, or `npm ci` by hand.
 *
 * npm writes `node_modules/.package-lock.json` when it has finished; what it lists must be what the lock file lists.
 */
export function agreesWithLockFile(root) {
  const listing = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(listing) || !existsSync(ownNode(root))) return false;
  const locked = json(join(root, "package-lock.json")).packages;
  const installed = json(listing).packages;
  const isSame = (name) => ["version", "integrity", "link"].every((key) => locked[name][key] === installed[name][key]);
  const isThere = (name) =>
    installed[name] ? isSame(name) : Boolean(locked[name].optional) || !name.includes("node_modules/");
  return (
    Object.keys(locked).every(isThere) &&
    Object.keys(installed).every((name) => locked[name]) &&
    ["", ...workspaces(root)].every((path) => wantsWhatIsLocked(json(join(root, path, "package.json")), locked[path]))
  );
}

/** Does a package.json ask for what the lock file says it asks for? */
function wantsWhatIsLocked(manifest, locked) {
  const wanted = (from) =>
    JSON.stringify(
      ["dependencies", "devDependencies", "optionalDependencies"].map((kind) =>
        Object.entries(from?.[kind] ?? {}).sort(),
      ),
    );
  return wanted(manifest) === wanted(locked);
}
