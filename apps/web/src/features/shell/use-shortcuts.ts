import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { isEditable } from "../../ui/is-editable.ts";
import { redoDraft, undoDraft } from "../draft/undo.ts";
import { places } from "./places.ts";

/** How long `g` waits for the place, milliseconds. */
const goWait = 1200;
/** When `g` was pressed, before it ever was. */
const never = Number.NEGATIVE_INFINITY;

/** Whether a key's own undo belongs to the field: only what is typed can be taken back there. */
const takesText = (target: EventTarget | null): boolean =>
  isEditable(target) && !(target instanceof HTMLInputElement && /^(checkbox|radio|range|button)$/.test(target.type));

/** Ctrl+Z, and Ctrl+Y or Ctrl+Shift+Z, outside of text fields: the last change of Create's fields. True: it was one. */
function changesHistory(event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented || takesText(event.target))
    return false;
  if (key === "y" || (key === "z" && event.shiftKey)) redoDraft();
  else if (key === "z") undoDraft();
  else return false;
  event.preventDefault();
  return true;
}

/** `/`, `g` and a place, `?`, Esc to leave a field, Ctrl+Z and Ctrl+Y. Ctrl+Enter belongs to Create. */
export function useShortcuts(): { listOpened: boolean; closeList: () => void } {
  const navigate = useNavigate();
  const [listOpened, setListOpened] = useState(false);
  const wentAt = useRef(never);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (changesHistory(event)) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isEditable(event.target)) {
        if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur();
        return;
      }
      const place = places.find(({ key }) => key === event.key);
      if (place !== undefined && event.timeStamp - wentAt.current < goWait) {
        wentAt.current = never;
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
