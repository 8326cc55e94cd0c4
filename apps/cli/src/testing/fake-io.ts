import type { CliIo, Output } from "../io/io.ts";

export interface FakeIo extends CliIo {
  /** All that was written so far. */
  readonly written: { readonly stdout: string; readonly stderr: string };
  /** Throws where nobody waits. */
  fault(error: unknown): void;
  /** Presses Ctrl-C. */
  interrupt(): void;
  /** Statuses the process was to end with at once. */
  readonly quits: number[];
}

export interface FakeIoOptions {
  readonly env?: CliIo["env"];
  readonly input?: string;
  readonly terminal?: Partial<Omit<Output, "write">>;
}

/** Both ends of a command line: pipes, unless `terminal` describes one. */
export function fakeIo({ env = {}, input = "", terminal }: FakeIoOptions = {}): FakeIo {
  const written = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  const faultListeners = new Set<(error: unknown) => void>();
  const quits: number[] = [];
  const output = (name: keyof typeof written): Output => ({
    write(text) {
      written[name] += text;
    },
    isTerminal: terminal !== undefined,
    columns: 80,
    rows: 24,
    colours: "none",
    ...terminal,
  });
  return {
    stdout: output("stdout"),
    stderr: output("stderr"),
    stdin: (async function* () {
      yield new TextEncoder().encode(input);
    })(),
    env,
    today: () => "2025-03-09",
    onFault(listener) {
      faultListeners.add(listener);
      return () => void faultListeners.delete(listener);
    },
    onInterrupt(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    quit: (status) => void quits.push(status),
    written,
    fault(error) {
      for (const listener of faultListeners) listener(error);
    },
    interrupt: () => {
      for (const listener of listeners) listener();
    },
    quits,
  };
}
