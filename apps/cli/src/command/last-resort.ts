import { problemOf, unattended } from "@danfang/domain";
import { type ExitStatus, exitStatusOf } from "../errors/exit-status.ts";
import type { CliIo } from "../io/io.ts";
import { printError } from "../terminal/report-error.ts";
import type { Texts } from "../texts/texts.ts";

/** Why a command's signal was aborted, where nobody asked for it. */
export class Fault {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/** For what was thrown where nobody waits for it. */
export interface LastResort {
  tell(fault: unknown): void;
  /** What the command ends with then; undefined while nothing has happened. */
  status(): ExitStatus | undefined;
  stop(): void;
}

/** Of a fault of the program itself. Source: sysexits.h, EX_SOFTWARE. */
const faultStatus = 70;

/** Says why, in words, and gives what the program ends with. */
export function tellFault(fault: unknown, io: Pick<CliIo, "stderr">, texts: Texts): ExitStatus {
  io.stderr.write(printError(fault, texts, io.stderr));
  const { code } = problemOf(fault);
  return code === "internal/unexpected" ? faultStatus : exitStatusOf(code);
}

/** How long the command has to end in good order, milliseconds: a studio puts back what it paints. */
const goodOrder = 15_000;

/**
 * Says why, at once and in words, and has the command end as Ctrl-C does; a second one, or a command that does not end,
 * ends the process.
 */
export function openLastResort(io: CliIo, texts: Texts, end: (fault: unknown) => void): LastResort {
  let status: ExitStatus | undefined;
  const tell = (fault: unknown): void => {
    const ended = tellFault(fault, io, texts);
    if (status !== undefined) io.quit(status);
    status = ended;
    setTimeout(() => io.quit(ended), goodOrder).unref();
    end(fault);
  };
  return { tell, status: () => status, stop: io.onFault(unattended(tell, tell)) };
}
