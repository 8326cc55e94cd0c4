import type { WriteStream } from "node:tty";
import type { CliIo, Output } from "./io.ts";

const interrupts = ["SIGINT", "SIGTERM"] as const;
const usualSize = { columns: 80, rows: 24 };

/** This process's own streams, clock and signals. */
export function processIo(): CliIo {
  process.stdout.on("error", endOnClosedPipe);
  process.stderr.on("error", endOnClosedPipe);
  return {
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    stdin: process.stdin,
    env: process.env,
    today: () => new Date().toLocaleDateString("sv-SE"), // Sweden writes dates as ISO 8601 does
    onInterrupt(listener) {
      for (const signal of interrupts) process.on(signal, listener);
      return () => {
        for (const signal of interrupts) process.off(signal, listener);
      };
    },
    quit: (status) => process.exit(status),
  };
}

function outputOf(stream: WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
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

/** The reader of a pipe went away, `danfang … | head`: nobody is left to tell. */
function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
}
