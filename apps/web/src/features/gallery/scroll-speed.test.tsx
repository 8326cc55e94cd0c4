// @vitest-environment happy-dom
import { act, type ReactElement, useRef } from "react";
import { expect, it, onTestFinished, vi } from "vitest";
import { find, show } from "../../testing/show.tsx";
import { useScrollSpeed, useWorthwhile } from "./use-scroll-speed.ts";

let isFlying: () => boolean;
function Scroller(): ReactElement {
  const ref = useRef<HTMLDivElement>(null);
  isFlying = useScrollSpeed(ref);
  return <div ref={ref} className="scroller" />;
}
function Page({ flies }: { flies: () => boolean }): ReactElement {
  return <p>{useWorthwhile(flies) ? "fetched" : "passed by"}</p>;
}
/** Scrolls to `top` at a time, milliseconds since the page began. */
async function scroll(top: number, at: number): Promise<void> {
  const clock = vi.spyOn(performance, "now").mockReturnValue(at);
  onTestFinished(() => clock.mockRestore());
  const scroller = find(".scroller");
  scroller.scrollTop = top;
  await act(async () => void scroller.dispatchEvent(new Event("scroll")));
}

it("flies only while it moves faster than anybody can look, and no longer once it rests", async () => {
  await show(<Scroller />);
  expect(isFlying()).toBe(false);
  await scroll(0, 1000);
  await scroll(50, 1016);
  expect(isFlying()).toBe(false);
  await scroll(2000, 1032);
  expect(isFlying()).toBe(true);
  await scroll(500, 1048);
  expect(isFlying()).toBe(true);
  vi.spyOn(performance, "now").mockReturnValue(1048 + 500);
  expect(isFlying()).toBe(false);
});

it("what is passed by is fetched as soon as the flight is over while it is still there", async () => {
  let flies = true;
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  await show(<Page flies={() => flies} />);
  expect(find("p").textContent).toBe("passed by");
  flies = false;
  await act(async () => vi.advanceTimersByTime(1000));
  expect(find("p").textContent).toBe("fetched");
});

it("what comes at rest is fetched at once", async () => {
  await show(<Page flies={() => false} />);
  expect(find("p").textContent).toBe("fetched");
});
