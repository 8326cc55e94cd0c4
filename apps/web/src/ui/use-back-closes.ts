import { useRouter } from "@tanstack/react-router";
import { useEffect, useId, useRef } from "react";

/** What is open over the page, lowest first, as the browser's history keeps it. */
const openIn = ({ state }: { readonly state: object }): readonly string[] => {
  const { open } = state as { readonly open?: unknown };
  return Array.isArray(open) ? open.filter((id) => typeof id === "string") : [];
};

/**
 * While something is open, the browser's Back closes it and stays on the page. Closed in another way, it takes its entry of
 * the history along, so that Back leads where it led before.
 */
export function useBackCloses(isOpen: boolean, onClose: () => void): void {
  const { history } = useRouter();
  const id = useId();
  const latest = useRef({ isOpen, onClose });
  latest.current = { isOpen, onClose };
  useEffect(() => {
    if (!isOpen) return;
    const here = openIn(history.location);
    if (!here.includes(id)) history.push(history.location.href, { open: [...here, id] });
    const stop = history.subscribe(({ location, action }) => {
      const isLeft = action.type !== "PUSH" && action.type !== "REPLACE" && !openIn(location).includes(id);
      if (isLeft) latest.current.onClose();
    });
    latest.current.isOpen = true;
    return () => {
      stop();
      latest.current.isOpen = false;
      // A moment later it is known whether a link led away, or React only looked whether it can begin again.
      setTimeout(() => {
        if (!latest.current.isOpen && openIn(history.location).at(-1) === id) history.back();
      });
    };
  }, [isOpen, history, id]);
}
