/** Wakes whoever sleeps until there is something to do. */
export interface Bell {
  ring(): void;
  /** What rang until now is being looked at. */
  hush(): void;
  /** Resolves when it rings; at once where it has rung since it was hushed. */
  rung(): Promise<void>;
}

export function openBell(): Bell {
  let hasRung = false;
  let wake = () => {};
  return {
    ring() {
      hasRung = true;
      wake();
    },
    hush() {
      hasRung = false;
    },
    async rung() {
      if (hasRung) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    },
  };
}
