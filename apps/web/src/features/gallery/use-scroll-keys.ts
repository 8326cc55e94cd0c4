import { type RefObject, useEffect } from "react";

const scrollKeys: ReadonlySet<string> = new Set(["PageDown", "PageUp", "Home", "End"]);

/** The keys that scroll scroll this, also while nothing on the page has the focus. */
export function useScrollKeys(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const isElsewhere = event.target !== document.body;
      if (isElsewhere || event.defaultPrevented || !scrollKeys.has(event.key)) return;
      scroller.current?.focus({ preventScroll: true }); // the browser then scrolls what has the focus
    }
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [scroller]);
}
