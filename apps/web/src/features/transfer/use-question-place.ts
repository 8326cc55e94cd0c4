import { type CSSProperties, type RefObject, useLayoutEffect, useState } from "react";
import type { Point } from "./asked.ts";

/** From the window's edges and from where it fell, CSS pixels. */
const margin = 12;
/** What was pasted fell nowhere: below the top bar. */
const underTopBar = 68;

const within = (value: number, most: number) => Math.max(margin, Math.min(value, most - margin));

/** Where the question stands: right where it fell, and wholly in the window. Measured again when `subject` changes. */
export function useQuestionPlace(
  card: RefObject<HTMLElement | null>,
  at: Point | undefined,
  subject: unknown,
): CSSProperties {
  const [place, setPlace] = useState<CSSProperties>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: another subject is of another size
  useLayoutEffect(() => {
    const { offsetWidth: width = 0, offsetHeight: height = 0 } = card.current ?? {};
    const left = at === undefined ? (innerWidth - width) / 2 : at.x - margin;
    const top = at === undefined ? underTopBar : at.y - margin;
    setPlace({ left: within(left, innerWidth - width), top: within(top, innerHeight - height) });
  }, [card, at, subject]);
  return place;
}
