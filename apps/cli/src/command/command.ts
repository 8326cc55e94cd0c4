import type { OptionValues } from "../catalogue/options.ts";
import type { ExitStatus } from "../errors/exit-status.ts";
import type { CliIo } from "../io/io.ts";
import type { Texts } from "../texts/texts.ts";
import type { ServeStudio } from "./serve-studio.ts";
import type { OpenWorkbench } from "./workbench.ts";

/** What a command is run with. */
export interface CommandContext {
  readonly options: OptionValues;
  /** What stands on the command line without a `--name`. */
  readonly operands: readonly string[];
  readonly io: CliIo;
  readonly texts: Texts;
  readonly openWorkbench: OpenWorkbench;
  readonly serveStudio: ServeStudio;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Parses its options, calls the workbench, presents the answer. Failures are thrown; what is returned is the exit status. */
export type Command = (context: CommandContext) => Promise<ExitStatus>;
