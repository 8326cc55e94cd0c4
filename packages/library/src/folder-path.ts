import { homedir } from "node:os";
import { posix, win32 } from "node:path";
import { fileURLToPath } from "node:url";
import { libraryErrors } from "./errors.ts";

/** Where a path is meant: another system has other paths. */
export interface PathSurroundings {
  readonly platform: NodeJS.Platform;
  /** What `~` stands for. */
  readonly home: string;
}

/** Quotes that file managers, chats and Chinese keyboards put around a path. */
const quotes = /^["'“”„‟‘’‚‛«»「」『』＂＇`]+|["'“”„‟‘’‚‛«»「」『』＂＇`]+$/gu;
/** Also those that no keyboard has: full-width, zero-width, and the marks that Windows' properties dialog copies along. */
const edges = /^[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+|[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+$/gu;

const isWindowsPath = (path: string) => /^[a-z]:([\\/]|$)/i.test(path) || path.startsWith("\\\\");

/** The same without quotes and spaces around it, however many of them. */
function bare(text: string): string {
  const next = text.replace(edges, "").replace(quotes, "");
  return next === text ? next : bare(next);
}

/**
 * The full path of a folder out of what somebody typed or pasted: in quotes, with spaces around it, as `file://`, from
 * `~`, with slashes at its end. It need not be there.
 *
 * Errors: `library/folderForeign` for a path of Windows elsewhere, `library/folderRelative` for what is no full path.
 */
export function parseFolderPath(
  text: string,
  { platform, home }: PathSurroundings = { platform: process.platform, home: homedir() },
): string {
  const isWindows = platform === "win32";
  const path = isWindows ? win32 : posix;
  const plain = bare(text);
  if (!isWindows && isWindowsPath(plain)) throw libraryErrors.folderForeign({ folder: plain });
  const named = /^file:\/\//i.test(plain) ? pathOfUrl(plain, isWindows) : plain;
  const whole = /^~([\\/]|$)/.test(named) ? path.join(home, named.slice(1)) : named;
  if (!path.isAbsolute(whole) || whole.includes("\0")) throw libraryErrors.folderRelative({ folder: plain });
  const { root } = path.parse(whole);
  const normal = path.normalize(whole);
  return normal.length > root.length ? normal.replace(isWindows ? /(?<![\\/])[\\/]+$/ : /(?<!\/)\/+$/, "") : normal;
}

function pathOfUrl(url: string, windows: boolean): string {
  try {
    return fileURLToPath(url, { windows });
  } catch {
    return url; // of another machine: no full path, which is then said
  }
}
