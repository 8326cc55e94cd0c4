// @vitest-environment happy-dom

import { describe, expect, it, vi } from "vitest";
import { en } from "../../i18n/en/en.ts";
import { samplePicture } from "../../testing/samples.ts";
import { all, find, press, show } from "../../testing/show.tsx";
import { CompareView } from "./compare-view.tsx";
import { Viewer } from "./viewer.tsx";

const disabled = (name: string) => (find("button", name) as HTMLButtonElement).disabled;
const nothing = () => undefined;

describe("the viewer", () => {
  it.each([
    [1, [true, false]],
    [2, [false, false]],
    [3, [false, true]],
  ])("picture %s of 3 has the neighbours that it has", async (n, ends) => {
    const onStep = vi.fn();
    await show(<Viewer picture={samplePicture()} place={{ n, total: 3 }} onStep={onStep} onClose={nothing} />);
    expect([disabled(en.viewer.previous), disabled(en.viewer.next)]).toEqual(ends);
    if (n === 2) await press(find("button", en.viewer.next));
    if (n === 2) await press(find("button", en.viewer.previous));
    expect(onStep.mock.calls).toEqual(n === 2 ? [[1], [-1]] : []);
  });
  it("alone has no neighbours, and closes once its picture went into the bin", async () => {
    const onClose = vi.fn();
    await show(<Viewer picture={samplePicture()} onClose={onClose} />, {
      answers: { "DELETE /v1/pictures/p1": "" },
    });
    expect(all("button", en.viewer.next)).toEqual([]);
    await press(find("button", en.common.delete));
    expect(onClose).toHaveBeenCalledOnce();
  });
  it("offers the way out of noise where it was kept", async () => {
    await show(<Viewer picture={samplePicture({ hasTimeline: true })} onClose={nothing} />, {
      answers: { "GET /v1/pictures/p1/timeline": { steps: [{ step: 1, sigma: 3, preview: "data:," }] } },
    });
    await press(find("button", en.viewer.watch));
    find(".timeline");
    await press(find("button", en.viewer.watchHide));
    expect(all(".timeline")).toEqual([]);
  });
  it("says what is done with the bin: a picture in it is brought back", async () => {
    const { asked } = await show(
      <Viewer picture={samplePicture({ deletedAt: "2026-11-02T00:00:00Z" })} onClose={nothing} />,
      { answers: { "POST /v1/pictures/p1/restore": samplePicture() } },
    );
    await press(find("button", en.gallery.restore));
    expect(asked.map(({ what }) => what)).toContain("POST /v1/pictures/p1/restore");
  });
});

describe("comparing two pictures", () => {
  const right = samplePicture({ id: "p2", recipe: { ...samplePicture().recipe, steps: 31, prompt: "red fox, snow" } });
  const rows = () => all("tbody th").map(({ textContent }) => textContent);
  it("shows what differs, in bold, and the rest when asked", async () => {
    await show(<CompareView pictures={[samplePicture(), right]} onClose={nothing} />);
    expect(rows()).toEqual(["Prompt", "Steps"]);
    expect(all("tbody b").map(({ textContent }) => textContent)).toEqual([" snow", "20", "31"]);
    await press(find('input[role="switch"]'));
    expect(rows()).toEqual(expect.arrayContaining(["Prompt", "Steps", "Sampler", "CFG", "Seed"]));
  });
  it("says that two recipes are the same", async () => {
    await show(<CompareView pictures={[samplePicture(), samplePicture({ id: "p3" })]} onClose={nothing} />);
    expect(rows()).toEqual([]);
    expect(document.body.textContent).toContain(en.compare.same);
  });
});
