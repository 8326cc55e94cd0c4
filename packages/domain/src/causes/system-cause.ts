import { defined } from "../defined.ts";
import { DanfangError } from "../errors.ts";
import { ownValue } from "../own-value.ts";
import { diskErrors, storageErrors } from "./errors.ts";

type Disk = keyof typeof diskErrors;
type Storage = Exclude<keyof typeof storageErrors, "homeGone">;

/** System error codes. Source: errno(3); Windows' own are mapped to these by libuv. */
const ofFileSystem: Readonly<Record<string, Disk>> = {
  ENOSPC: "full",
  EDQUOT: "full",
  EROFS: "readOnly",
  EACCES: "notAllowed",
  EPERM: "notAllowed",
  ENOENT: "missing",
  ENOTDIR: "notAFolder",
  EISDIR: "notAFile",
  EEXIST: "exists",
  ENOTEMPTY: "notEmpty",
  EBUSY: "inUse",
  ETXTBSY: "inUse",
  EMFILE: "tooManyOpen",
  ENFILE: "tooManyOpen",
  ENAMETOOLONG: "nameTooLong",
  EFBIG: "tooLarge",
  ELOOP: "circle",
  EIO: "failing",
  ENXIO: "failing",
  ENODEV: "failing",
  ESTALE: "failing",
};

/** SQLite's primary result codes. Source: sqlite.org/rescode.html. */
const ofSqlite: Readonly<Record<number, Storage>> = {
  3: "readOnly", // PERM
  5: "busy",
  6: "busy", // LOCKED
  8: "readOnly",
  10: "failing", // IOERR
  13: "full",
  14: "cannotOpen",
  15: "busy", // PROTOCOL: a race for the locks was lost too often
};

/** Of the network and of processes, whose errors have the same codes and mean something else. */
const isOfAnother = (syscall: unknown): boolean =>
  typeof syscall === "string" && /^(listen|bind|connect|getaddrinfo|kill|spawn)/.test(syscall);

/** Over by themselves, once somebody has made room, plugged a drive in or closed a program. */
const passing: ReadonlySet<string> = new Set([
  "disk/full",
  "disk/readOnly",
  "disk/notAllowed",
  "disk/missing",
  "disk/inUse",
  "disk/tooManyOpen",
  "disk/failing",
  "storage/busy",
  "storage/full",
  "storage/readOnly",
  "storage/cannotOpen",
  "storage/failing",
  "storage/homeGone",
]);

/**
 * What the file system or SQLite refused, in our words, where that is what an error comes from: it itself, or the first
 * of its causes. Undefined for everything else.
 */
export const systemCause = (error: unknown): DanfangError | undefined => causeAmong(error, undefined);

/** The same, told of a path that a person knows, where what was refused is a file that nobody chose the name of. */
export const systemCauseAt = (path: string, error: unknown): DanfangError | undefined => causeAmong(error, path);

function causeAmong(error: unknown, path: string | undefined): DanfangError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const told = causeItself(cause, path);
    if (told) return told;
  }
  return undefined;
}

/** Whether the same may well succeed later, with nothing changed but the disk or another program. */
export const isPassing = (error: unknown): boolean =>
  passing.has(systemCause(error)?.code ?? "") || (error instanceof DanfangError && passing.has(error.code));

/** Whether all that stands in the way is another program that holds the database. */
export const isBusy = (error: unknown): boolean => systemCause(error)?.code === "storage/busy";

function causeItself(
  error: Error & { code?: unknown; errcode?: unknown },
  path: string | undefined,
): DanfangError | undefined {
  if (typeof error.errcode === "number") return toldBySqlite(error, error.errcode);
  return typeof error.code === "string" ? toldByFileSystem(error, error.code, path) : undefined;
}

/** Extended codes carry the primary one in their low byte. */
function toldBySqlite(error: Error, code: number): DanfangError | undefined {
  const name = Object.hasOwn(ofSqlite, code & 0xff) ? ofSqlite[code & 0xff] : undefined;
  if (name === "failing") return storageErrors.failing({ system: error.message }, error);
  return name && storageErrors[name]({}, error);
}

/** Which refusal of the file system's an error is itself. */
export function diskKindOf(error: unknown): keyof typeof diskErrors | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall } = error as Error & { code?: unknown; syscall?: unknown };
  if (typeof code !== "string" || isOfAnother(syscall)) return undefined;
  return code === "EEXIST" && syscall === "mkdir" ? "notAFolder" : ownValue(ofFileSystem, code);
}

function toldByFileSystem(
  error: Error & { path?: unknown },
  code: string,
  known: string | undefined,
): DanfangError | undefined {
  const name = diskKindOf(error);
  const path = known ?? (typeof error.path === "string" ? error.path : undefined);
  return name && diskErrors[name]({ ...defined({ path }), system: code }, error);
}
