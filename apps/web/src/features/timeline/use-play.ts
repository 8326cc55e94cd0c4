import { useEffect, useState } from "react";

/** Play shows this many steps a second. */
const playRate = 8;

/** Walks from the step that is shown to the last one, as long as it plays. */
export function usePlay(shown: number, count: number, onIndex: (index: number) => void) {
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => {
      const next = shown + 1;
      if (next >= count) setPlaying(false);
      else onIndex(next);
    }, 1000 / playRate);
    return () => clearInterval(timer);
  }, [isPlaying, shown, count, onIndex]);
  function toggle() {
    if (!isPlaying && shown >= count - 1) onIndex(0);
    setPlaying(!isPlaying);
  }
  return { isPlaying, toggle, stop: () => setPlaying(false) };
}
