import type { WriteStream } from "node:tty";
import { reasonOf, unattended } from "@danfang/domain/plain";
import { cliErrors } from "../errors/errors.ts";
import { afterWriteError } from "./after-write-error.ts";
import { openFaults } from "./faults.ts";
import { listenForInterrupts } from "./interrupts.ts";
import type { CliIo, Output } from "./io.ts";

const usualSize = { columns: 80, rows: 24 };

/** This process's own streams, clock and signals. */
export function processIo(): CliIo {
  const faults = openFaults();
  for (const output of ["stdout", "stderr"] as const) {
    const hear = (error: NodeJS.ErrnoException) => {
      const next = afterWriteError(output, error.code);
      if (next === "end") process.exit(0);
      if (next === "fail") faults.tell(cliErrors.resultsLost({ reason: reasonOf(error) }, error));
    };
    process[output].on("error", unattended(hear, faults.tell));
  }
  return {
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    stdin: process.stdin,
    env: process.env,
    today: () => new Date().toLocaleDateString("sv-SE"), // Sweden writes dates as ISO 8601 does
    onInterrupt: (listener) => listenForInterrupts(listener, faults.tell),
    onFault: faults.listen,
    quit: (status) => process.exit(status),
  };
}

function outputOf(stream: WriteStream): Output {
  return {
    write(text) {
      stream.write(text);
    },
    get isTerminal() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns || usualSize.columns;
    },
    get rows() {
      return stream.rows || usualSize.rows;
    },
    get colours() {
      if (stream.isTTY !== true || process.env.NO_COLOR) return "none";
      const depth = stream.getColorDepth();
      return depth >= 24 ? "true" : depth >= 4 ? "basic" : "none";
    },
  };
}
