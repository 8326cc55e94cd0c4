import { onTestFinished, vi } from "vitest";

/** Every element is so wide and high until the test ends: a simulated document has no sizes, and a virtual list then no rows. */
export function giveRoom(side = 900): void {
  for (const name of ["clientWidth", "clientHeight"] as const) {
    const spy = vi.spyOn(HTMLElement.prototype, name, "get").mockReturnValue(side);
    onTestFinished(() => spy.mockRestore());
  }
}
