import { isSeed, type Seed } from "@danfang/domain";
import { type ReactElement, useState } from "react";

interface SeedFieldProps {
  readonly label: string;
  readonly value: Seed;
  /** Shown instead of -1, when the field is not being typed in. */
  readonly shownAs?: string | undefined;
  readonly onChange: (value: Seed) => void;
}

/** A whole number of 64 bits, kept to its last digit. What is typed counts when the field is left or Enter is pressed. */
export function SeedField({ label, value, shownAs, onChange }: SeedFieldProps): ReactElement {
  const [typed, setTyped] = useState<string>();
  function settle() {
    const seed = typed === undefined ? undefined : parseSeed(typed);
    if (seed !== undefined) onChange(seed);
    setTyped(undefined);
  }
  return (
    <input
      className="knob-number tabular boxed"
      inputMode="numeric"
      autoComplete="off"
      aria-label={label}
      value={typed ?? shownAs ?? String(value)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
        if (event.ctrlKey || event.metaKey) return settle();
        if (event.key === "Enter") settle();
        else if (by !== undefined) onChange(besideSeed(value, event.shiftKey ? 10 * by : by));
        else return;
        event.preventDefault();
        setTyped(undefined);
      }}
    />
  );
}

/** Digits as a seed; undefined where they are none. */
export function parseSeed(text: string): Seed | undefined {
  const digits = text.trim().replace(/^\+/, "");
  if (!/^-?\d+$/.test(digits)) return undefined;
  const seed = Number.isSafeInteger(Number(digits)) ? Number(digits) : digits;
  return isSeed(seed) ? seed : undefined;
}

/** The seed that far away; below 0 there is only -1, which draws one. */
export function besideSeed(seed: Seed, by: number): Seed {
  const next = BigInt(seed) + BigInt(by);
  return parseSeed(String(next < -1n ? -1n : next)) ?? seed;
}
