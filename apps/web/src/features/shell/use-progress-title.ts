import { useEffect } from "react";
import { type JobProgress, liveProgress } from "../../api/live.ts";
import { useStore } from "../../ui/store.ts";

const plainTitle = "丹方 Danfang";
const plainIcon = "/favicon.svg";

/** How far the picture in hand is, whole per cent; undefined while none is painted. */
export function percentOf(progress: Pick<JobProgress, "step" | "steps"> | undefined): number | undefined {
  return progress && Math.min(100, Math.floor((100 * progress.step) / Math.max(1, progress.steps)));
}

export const titleAt = (percent: number | undefined): string =>
  percent === undefined ? plainTitle : `${percent} % · ${plainTitle}`;

const radius = 12;
const round = 2 * Math.PI * radius;

/** A ring that closes, in place of the seal. */
export function iconAt(percent: number | undefined): string {
  if (percent === undefined) return plainIcon;
  const ring = `<circle cx="16" cy="16" r="${radius}" fill="none" stroke-width="6"`;
  const done = ((round * percent) / 100).toFixed(1);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${ring} stroke="#c8c2b4"/>${ring} stroke="#c23b22" stroke-dasharray="${done} ${round.toFixed(1)}" transform="rotate(-90 16 16)"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** The tab shows how far the picture in hand is, also to those who look elsewhere. */
export function useProgressTitle(): void {
  const [progress] = useStore(liveProgress).values();
  const percent = percentOf(progress);
  useEffect(() => {
    document.title = titleAt(percent);
    document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.setAttribute("href", iconAt(percent));
  }, [percent]);
}
