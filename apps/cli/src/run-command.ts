import { problemOf, unattended } from "@danfang/domain";
import { nearestName } from "./arguments/nearest.ts";
import { parseArguments } from "./arguments/parse-arguments.ts";
import { type CommandEntry, type CommandName, commands, isCommand, plannedCommands } from "./catalogue/commands.ts";
import type { CommandContext } from "./command/command.ts";
import { Fault, type LastResort, openLastResort } from "./command/last-resort.ts";
import { cliErrors } from "./errors/errors.ts";
import { type ExitStatus, exitStatusOf } from "./errors/exit-status.ts";
import { loadCommand } from "./load-command.ts";
import { printError, printJsonError } from "./terminal/report-error.ts";

type Surroundings = Pick<CommandContext, "io" | "texts" | "openWorkbench" | "serveStudio">;

/** Finds a command, parses its arguments, runs it; whatever it throws is told here, once, and becomes the exit status. */
export async function runCommand(name: string, args: readonly string[], context: Surroundings): Promise<ExitStatus> {
  const { io, texts } = context;
  let entry: CommandEntry | undefined;
  const interruption = interruptible(context, () => entry?.endsAtOnce === true);
  const { lastResort } = interruption;
  try {
    const known = findCommand(name);
    entry = commands[known];
    const { options, operands } = parseArguments(name, args, Object.values(entry.options).flat());
    if (operands.length && entry.operands === undefined)
      throw cliErrors.unexpectedArgument({ command: name, argument: operands[0]! });
    const { command } = await loadCommand[known]();
    const status = await command({ ...context, options, operands, signal: interruption.signal });
    return lastResort.status() ?? status;
  } catch (error) {
    const ended = lastResort.status();
    if (ended !== undefined) return ended; // why has been said
    if (args.includes("--json")) io.stdout.write(printJsonError(error));
    else io.stderr.write(printError(error, texts, io.stderr));
    return exitStatusOf(problemOf(error).code);
  } finally {
    interruption.stop();
  }
}

function findCommand(name: string): CommandName {
  if (isCommand(name)) return name;
  if ((plannedCommands as readonly string[]).includes(name)) throw cliErrors.plannedCommand({ name });
  throw cliErrors.unknownCommand({ name, nearest: nearestName(name, [...Object.keys(commands), ...plannedCommands]) });
}

/**
 * The first Ctrl-C asks the work to stop, the second ends the process. What the first one says is up to the command; where
 * there is nothing to stop, it ends the process too.
 */
function interruptible({ io, texts }: Pick<Surroundings, "io" | "texts">, endsAtOnce: () => boolean): Interruption {
  const controller = new AbortController();
  const lastResort = openLastResort(io, texts, (fault) => controller.abort(new Fault(fault)));
  const hear = () => {
    if (controller.signal.aborted || endsAtOnce()) {
      if (io.stderr.isTerminal) io.stderr.write("\n"); // the shell's prompt begins on a line of its own
      io.quit(130);
    }
    controller.abort();
  };
  const stopListening = io.onInterrupt(unattended(hear, lastResort.tell));
  return {
    signal: controller.signal,
    lastResort,
    stop() {
      stopListening();
      lastResort.stop();
    },
  };
}

interface Interruption {
  readonly signal: AbortSignal;
  readonly lastResort: LastResort;
  stop(): void;
}
