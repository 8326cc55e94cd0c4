import { stat } from "node:fs/promises";
import { type Problem, problemOf } from "@danfang/domain";
import { readTextFile } from "@danfang/formats";
import type { OptionValues } from "../catalogue/options.ts";
import { cliErrors } from "../errors/errors.ts";
import type { CliIo } from "../io/io.ts";

/** Who may come in: `USER:PASS[,USER:PASS]`, and what is to be said of how that was told. */
export interface ApiAuth {
  readonly pairs: string | undefined;
  readonly notes: readonly Problem[];
}

/** Bytes; a thousand pairs fit. */
const mostBytes = 64 * 1024;
/** The rights of others in a file's mode. */
const othersRights = 0o077;

/**
 * Name and password: on the command line, in a file (pairs on lines of their own, `#` begins a remark), or in the
 * environment as `DANFANG_API_AUTH`, in this order.
 *
 * Errors: `cli/conflictingOptions`, those of reading a file.
 */
export async function readApiAuth(options: OptionValues, env: CliIo["env"]): Promise<ApiAuth> {
  const [given, file] = [options["api-auth"], options["api-auth-file"]];
  if (given !== undefined && file !== undefined)
    throw cliErrors.conflictingOptions({
      options: "--api-auth, --api-auth-file",
      reason: { en: "both say who may come in", zh: "两者都在说谁可以进来" },
    });
  if (file === undefined) return { pairs: given ?? env.DANFANG_API_AUTH, notes: [] };
  const notes = await notesOn(file);
  const reading = await readTextFile(file, mostBytes);
  if (reading.is === "cannot") throw reading.problem;
  return { pairs: reading.is === "value" ? pairsIn(reading.value.text) : "", notes };
}

const pairsIn = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .join(",");

/** Windows keeps rights elsewhere. Errors: a file that is not there. */
async function notesOn(file: string): Promise<Problem[]> {
  const { mode } = await stat(file);
  const isOpen = process.platform !== "win32" && (mode & othersRights) !== 0;
  return isOpen ? [problemOf(cliErrors.readableByOthers({ file }))] : [];
}
