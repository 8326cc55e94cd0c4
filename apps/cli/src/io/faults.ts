/** What was thrown where nobody waits for it: a fault of the program, and the last place to say so. */
export interface Faults {
  tell(error: unknown): void;
  /** Calls `listener` with each until the returned function is called, or somebody listens after it. */
  listen(listener: (error: unknown) => void): () => void;
}

/** Of this process: while nobody listens, it ends as Node.js has it end, with a stack trace. */
export function openFaults(): Faults {
  const listeners = new Set<(error: unknown) => void>();
  const tell = (error: unknown): void => {
    const nearest = [...listeners].at(-1);
    if (nearest === undefined) throw error;
    nearest(error);
  };
  return {
    tell,
    listen(listener) {
      if (listeners.size === 0) process.on("uncaughtException", tell); // rejections that nobody handles come here too
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) process.off("uncaughtException", tell);
      };
    },
  };
}
