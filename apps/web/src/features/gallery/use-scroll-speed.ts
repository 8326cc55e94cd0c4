import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** Faster than this nothing can be recognised, CSS pixels per millisecond. */
const flying = 6;
/** What flies past is looked at again after this, milliseconds. */
const lookAgain = 80;

/** Whether `scroller` moves so fast right now that nothing can be recognised. */
export function useScrollSpeed(scroller: RefObject<HTMLElement | null>): () => boolean {
  const last = useRef({ at: 0, top: 0, speed: 0 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    function onScroll() {
      const { at, top } = last.current;
      const now = performance.now();
      const { scrollTop } = element as HTMLElement;
      last.current = { at: now, top: scrollTop, speed: Math.abs(scrollTop - top) / Math.max(1, now - at) };
    }
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, [scroller]);
  return useCallback(() => last.current.speed > flying && performance.now() - last.current.at < lookAgain, []);
}

/** Whether what begins to be drawn is worth fetching: at once, or as soon as the flight slows down while it is still there. */
export function useWorthwhile(isFlying: () => boolean): boolean {
  const [isWorthwhile, setWorthwhile] = useState(() => !isFlying());
  useEffect(() => {
    if (isWorthwhile) return;
    const timer = setInterval(() => {
      if (!isFlying()) setWorthwhile(true);
    }, lookAgain);
    return () => clearInterval(timer);
  }, [isWorthwhile, isFlying]);
  return isWorthwhile;
}
