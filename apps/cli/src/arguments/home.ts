import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { OptionValues } from "../catalogue/options.ts";
import type { CliIo } from "../io/io.ts";

/** Danfang's own folder: `--home`, else DANFANG_HOME, else `~/.danfang`. */
export const homeFolder = (options: OptionValues, env: CliIo["env"]): string =>
  resolve(options.home || env.DANFANG_HOME || join(homedir(), ".danfang"));
