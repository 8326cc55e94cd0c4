import type { Output } from "../io/io.ts";

/** Lines at the bottom of a terminal that are drawn over and over; on a pipe nothing is ever written. */
export interface LiveArea {
  draw(lines: readonly string[]): void;
  /** Leaves the terminal as if it had never been there. */
  clear(): void;
}

/** Opens a live area at the cursor. Lines must be no wider than the terminal. */
export function openLiveArea(output: Output): LiveArea {
  if (!output.isTerminal) return { draw: () => undefined, clear: () => undefined };
  let height = 0;
  const home = () => (height > 1 ? `\r\x1b[${height - 1}A` : "\r");
  return {
    draw(lines) {
      output.write(`${home()}${lines.map((line) => `${line}\x1b[K`).join("\r\n")}\x1b[J`);
      height = lines.length;
    },
    clear() {
      if (height > 0) output.write(`${home()}\x1b[J`);
      height = 0;
    },
  };
}
