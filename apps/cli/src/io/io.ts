/** One of the two places the command line writes to. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Cells in a row; 80 where nobody knows. */
  readonly columns: number;
  readonly rows: number;
  /** Colours it shows: none on a pipe or under `NO_COLOR`. */
  readonly colours: "none" | "basic" | "true";
}

/** Everything the command line touches outside itself, so that a test can hold both ends. */
export interface CliIo {
  /** Results. */
  readonly stdout: Output;
  /** Progress and errors. */
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Today as the user's clock has it, `YYYY-MM-DD`. */
  today(): string;
  /** Calls `listener` at every Ctrl-C, and when the terminal is closed, until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
  /**
   * Calls `listener` with what is thrown where nobody waits for it, until the returned function is called; of several the
   * last one, who knows best what is going on.
   */
  onFault(listener: (error: unknown) => void): () => void;
  /** Ends the process at once. */
  quit(status: number): void;
}
