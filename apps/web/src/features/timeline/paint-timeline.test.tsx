// @vitest-environment happy-dom

import { act, type ReactElement, useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { en } from "../../i18n/en/en.ts";
import { all, find, press, show } from "../../testing/show.tsx";
import { PaintTimeline } from "./paint-timeline.tsx";

const steps = [14.6, 3.2, 0.45].map((sigma, i) => ({ step: i + 1, sigma, preview: "" }));
const slider = () => find('input[type="range"]') as HTMLInputElement;

function Walk({
  first,
  canPlay = true,
  told,
}: {
  first?: number;
  canPlay?: boolean;
  told?: (n: unknown) => void;
}): ReactElement {
  const [index, setIndex] = useState(first);
  const onIndex = (next: number | undefined) => {
    told?.(next);
    setIndex(next);
  };
  return <PaintTimeline steps={steps} total={20} index={index} onIndex={onIndex} canPlay={canPlay} />;
}

describe("the timeline", () => {
  it("shows the newest step until another is chosen, with its noise to three figures", async () => {
    await show(<Walk />);
    expect(find(".timeline-words").textContent).toBe("3/20σ 0.450");
    expect(slider().value).toBe("2");
    expect(all(".timeline-dot").map(({ dataset }) => dataset.shown)).toEqual([undefined, undefined, "true"]);
  });
  it.each([
    [0, "1/20σ 14.6"],
    [1, "2/20σ 3.20"],
  ])("shows step %s of those that are there", async (first, words) => {
    await show(<Walk first={first} />);
    expect(find(".timeline-words").textContent).toBe(words);
    expect(slider().getAttribute("aria-valuetext")).toContain(`${first + 1} of 20`);
  });
  it("says nothing while there is no step yet", async () => {
    await show(<PaintTimeline steps={[]} total={20} index={undefined} onIndex={() => undefined} canPlay={false} />);
    expect(all(".timeline-words")).toEqual([]);
    expect(slider().max).toBe("0");
  });
  it("has no play while the picture is still being painted", async () => {
    await show(<Walk canPlay={false} />);
    expect(all("button")).toEqual([]);
  });
  it("plays from the beginning when it stands at the end, stops at the last step, and goes no further", async () => {
    const told = vi.fn();
    await show(<Walk told={told} />);
    vi.useFakeTimers();
    try {
      await act(async () => find("button", en.timeline.play).click());
      expect(told.mock.calls).toEqual([[0]]);
      for (let i = 0; i < 10; i++) await act(async () => vi.advanceTimersByTime(200));
    } finally {
      vi.useRealTimers();
    }
    expect(told.mock.calls).toEqual([[0], [1], [2]]);
    find("button", en.timeline.play);
  });
  it("stands still once somebody takes hold of it", async () => {
    const told = vi.fn();
    await show(<Walk first={0} told={told} />);
    await press(find("button", en.timeline.play));
    find("button", en.timeline.pause);
    await act(async () => {
      find(".timeline-touch").dispatchEvent(new MouseEvent("pointerdown", { bubbles: true, clientX: 0 }));
    });
    find("button", en.timeline.play);
  });
});
