/** What somebody wants of a job while it is painted. */
export interface Wishes {
  /** Aborts when the job is to stop, or another worker has taken it over. */
  readonly signal: AbortSignal;
  /** Calls back each time the batch in hand is to be skipped, until the returned function is called. */
  onSkip(listener: () => void): () => void;
  /** Whether no batch is to follow the one in hand. */
  isLastBatch(): boolean;
}

/** The other end of {@link Wishes}. */
export interface WishList {
  readonly wishes: Wishes;
  stop(): void;
  skip(): void;
  endAfterBatch(): void;
}

export function openWishes(): WishList {
  const stopping = new AbortController();
  const listeners = new Set<() => void>();
  let isLast = false;
  return {
    wishes: {
      signal: stopping.signal,
      onSkip(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      isLastBatch: () => isLast,
    },
    stop: () => stopping.abort(),
    skip() {
      for (const listener of [...listeners]) listener();
    },
    endAfterBatch() {
      isLast = true;
    },
  };
}
