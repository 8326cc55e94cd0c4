import type { Place } from "./take.ts";

/** An element that means something to a drop that falls onto it. */
export interface DropPlace {
  readonly place: Place;
  readonly element: HTMLElement;
}

const names = ["start", "mask", "prompt", "negativePrompt"] as const satisfies readonly Place[];

/** The place that something over `target` would fall into: the nearest element that says so with `data-drop`. */
export function placeUnder(target: EventTarget | null): DropPlace | undefined {
  const element = target instanceof Element ? target.closest<HTMLElement>("[data-drop]") : null;
  const place = names.find((name) => name === element?.dataset.drop);
  return element === null || place === undefined ? undefined : { place, element };
}

/** Marks the place under the pointer, and no other. */
export function showPlace(place: DropPlace | undefined): void {
  for (const element of document.querySelectorAll("[data-dragged]"))
    if (element !== place?.element) element.removeAttribute("data-dragged");
  place?.element.setAttribute("data-dragged", "");
}
