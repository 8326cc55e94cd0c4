import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { places } from "./places.ts";

/** How long `g` waits for the place, milliseconds. */
const goWait = 1200;

/** Whether keys typed here belong to a field. */
export const isEditable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName) ||
    target.closest("[role=dialog]") !== null);

/** `/`, `g` and a place, `?`, and Esc to leave a field. Ctrl+Enter belongs to Create. */
export function useShortcuts(): { listOpened: boolean; closeList: () => void } {
  const navigate = useNavigate();
  const [listOpened, setListOpened] = useState(false);
  const wentAt = useRef(0);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isEditable(event.target)) {
        if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur();
        return;
      }
      const place = places.find(({ key }) => key === event.key);
      if (place !== undefined && event.timeStamp - wentAt.current < goWait) {
        wentAt.current = 0;
        event.preventDefault();
        void navigate({ to: place.to });
      } else if (event.key === "g") wentAt.current = event.timeStamp;
      else if (event.key === "?") setListOpened(true);
      else if (event.key === "/") {
        event.preventDefault();
        void navigate({ to: "/" }).then(focusPrompt);
      }
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [navigate]);
  return { listOpened, closeList: () => setListOpened(false) };
}

/** Puts the cursor into the prompt, once it is there. */
function focusPrompt(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>("[data-prompt=prompt] .cm-content, [data-prompt=prompt] textarea")?.focus();
  });
}
