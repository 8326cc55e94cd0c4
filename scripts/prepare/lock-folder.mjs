import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { Failure } from "./failure.mjs";

const heartbeat = 500; // milliseconds between two signs of life
const patience = 5000; // milliseconds of watching without one, after which the owner is gone
const pause = 250; // milliseconds between two looks

/**
 * Runs `work` while no other process does so in this folder: two terminals may start at once.
 *
 * The lock is a folder that appears whole, by renaming, with its owner's name inside. Whoever finds an owner dead moves
 * the lock to a name made from that owner's; that works only once, so two finders cannot both believe they freed it.
 */
export async function withLock(root, work) {
  const lock = join(root, ".preparing");
  const owner = await acquire(root, lock);
  const isMine = () => look(lock)?.owner === owner;
  const beat = setInterval(() => isMine() && utimesSync(join(lock, "owner"), new Date(), new Date()), heartbeat);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if (isMine()) rmSync(lock, { recursive: true, force: true });
    const gone = readdirSync(root).filter((name) => name.startsWith(`${basename(lock)}-gone-`));
    for (const name of gone) rmSync(join(root, name), { recursive: true, force: true });
  }
}

async function acquire(root, lock) {
  let last;
  for (let watched = 0; ; watched += pause) {
    const now = look(lock);
    if (!now) {
      const owner = take(root, lock);
      if (owner) return owner;
    }
    if (now && !last) process.stderr.write("danfang: another window is preparing this folder; waiting for it …\n");
    if (now?.owner !== last?.owner || now?.seen !== last?.seen) watched = 0;
    if (now && watched >= patience) tryRename(lock, `${lock}-gone-${now.owner}`);
    last = now;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Puts a lock of one's own in place; undefined where someone else was faster. */
function take(root, lock) {
  const own = makeFolder(`${lock}-by-`, root);
  const owner = basename(own);
  writeFileSync(join(own, "owner"), owner);
  if (tryRename(own, lock)) return owner;
  rmSync(own, { recursive: true, force: true });
  if (!look(lock)) tryRemoveEmpty(lock);
  return undefined;
}

function makeFolder(prefix, root) {
  try {
    return mkdtempSync(prefix);
  } catch (error) {
    throw new Failure(`${root} cannot be written: ${error.message}.`, "Move Danfang's folder to a place of your own.");
  }
}

/** Fails where the target exists with something in it, or the source is already gone. */
const tryRename = (from, to) =>
  succeeds(() => renameSync(from, to), ["ENOTEMPTY", "EEXIST", "EPERM", "EACCES", "EBUSY", "ENOENT"]);

/** A release that was cut short leaves an empty folder, which blocks renaming on Windows. */
const tryRemoveEmpty = (folder) =>
  succeeds(() => rmdirSync(folder), ["ENOTEMPTY", "EEXIST", "EPERM", "EBUSY", "ENOENT"]);

function succeeds(action, expected) {
  try {
    action();
    return true;
  } catch (error) {
    if (!expected.includes(error.code)) throw error;
    return false;
  }
}

/** Who holds the lock, and the time of the last sign of life; undefined where nobody does. */
function look(lock) {
  try {
    const file = join(lock, "owner");
    return { owner: readFileSync(file, "utf8"), seen: statSync(file).mtimeMs };
  } catch (error) {
    if (["ENOENT", "EPERM", "EBUSY", "ENOTDIR"].includes(error.code)) return undefined;
    throw error;
  }
}
