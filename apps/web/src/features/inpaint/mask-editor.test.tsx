// @vitest-environment happy-dom
import { act } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { en } from "../../i18n/en/en.ts";
import { all, find, press, Refused, settled, show } from "../../testing/show.tsx";
import { emptyDraft } from "../draft/draft.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { maskColour, maskColourNames } from "./hatch.ts";
import { strokesOf, unfinishedMasks } from "./kept-strokes.ts";
import { MaskEditor } from "./mask-editor.tsx";

const subject = { image: "input:a", mask: "" };
const strokes = () => strokesOf(unfinishedMasks.get(), subject);
const named = (name: string) => find("button", new RegExp(`^${name}`)) as HTMLButtonElement;

/** A canvas on which something is drawn as soon as there are strokes: what it looks like is asked in a real browser. */
function stubCanvas(): void {
  const context = (canvas: HTMLCanvasElement) =>
    new Proxy({ canvas } as Record<string, unknown>, {
      get(target, name: string) {
        const alpha = strokes().done.length > 0 ? 255 : 0;
        if (name === "getImageData") return () => ({ data: new Uint8ClampedArray(4).fill(alpha) });
        if (name === "createPattern") return () => ({});
        return target[name] ?? (() => undefined);
      },
    });
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation(function (this: HTMLCanvasElement) {
    return context(this) as never;
  });
  vi.spyOn(HTMLCanvasElement.prototype, "toBlob").mockImplementation((take) => take(new Blob(["png"])));
}

beforeEach(() => {
  vi.restoreAllMocks();
  stubCanvas();
  HTMLElement.prototype.setPointerCapture = () => undefined;
  unfinishedMasks.set(new Map());
  maskColour.set("cinnabar");
  setDraft({ ...emptyDraft, init: { ...emptyDraft.init, isOn: true, image: "input:a" } });
});

async function open(answers = {}): Promise<ReturnType<typeof vi.fn>> {
  const onClose = vi.fn();
  await show(<MaskEditor image="input:a" onClose={onClose} />, { answers });
  const image = find(".mask-sheet img");
  Object.defineProperties(image, { naturalWidth: { value: 400 }, naturalHeight: { value: 200 } });
  const board = find(".mask-board");
  Object.defineProperties(board, { clientWidth: { value: 832 }, clientHeight: { value: 432 } });
  await act(async () => void image.dispatchEvent(new Event("load")));
  await settled();
  return onClose;
}
async function point(type: string, x: number, y: number, more: PointerEventInit = {}): Promise<void> {
  const event = new PointerEvent(`pointer${type}`, {
    bubbles: true,
    pointerId: 1,
    pointerType: "mouse",
    button: 0,
    clientX: x,
    clientY: y,
    ...more,
  });
  await act(async () => void find(".mask-board").dispatchEvent(event));
}
async function draw(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await point("down", ...from);
  await point("move", ...to);
  await point("up", ...to);
}
const transform = () => find(".mask-sheet").style.transform;

describe("the mask editor", () => {
  it("shows the whole picture in the middle, and draws in the picture's pixels", async () => {
    await open();
    expect(transform()).toBe("translate(16px, 16px) scale(2)");
    await draw([16, 16], [216, 116]);
    expect(strokes().done).toEqual([
      {
        tool: "brush",
        diameter: 20,
        points: [
          { x: 0, y: 0 },
          { x: 100, y: 50 },
        ],
      },
    ]);
  });
  it("takes a stroke back, brings it back, and empties the mask, all of which can be taken back", async () => {
    await open();
    expect([named(en.common.undo).disabled, named(en.inpaint.redo).disabled]).toEqual([true, true]);
    await draw([20, 20], [40, 40]);
    await press(named(en.common.undo));
    expect(strokes()).toMatchObject({ done: [], undone: [{ tool: "brush" }] });
    await press(named(en.inpaint.redo));
    await press(named(en.inpaint.clear));
    expect(strokes().done).toMatchObject([{ tool: "brush" }, "clear"]);
    await press(named(en.common.undo));
    expect(strokes().done).toMatchObject([{ tool: "brush" }]);
  });
  it("erases with the eraser, and moves the picture with the hand", async () => {
    await open();
    await press(named(en.inpaint.eraser));
    await draw([20, 20], [40, 40]);
    expect(strokes().done).toMatchObject([{ tool: "eraser" }]);
    await press(named(en.inpaint.hand));
    await draw([20, 20], [50, 60]);
    expect(strokes().done.length).toBe(1);
    expect(transform()).toBe("translate(46px, 56px) scale(2)");
    await press(named(en.inpaint.fit));
    expect(transform()).toBe("translate(16px, 16px) scale(2)");
  });
  it("does not take for a stroke what a second finger interrupts", async () => {
    await open();
    await point("down", 20, 20, { pointerType: "touch" });
    await point("down", 120, 20, { pointerType: "touch", pointerId: 2 });
    await point("move", 220, 20, { pointerType: "touch", pointerId: 2 });
    await point("up", 220, 20, { pointerType: "touch", pointerId: 2 });
    await point("up", 20, 20, { pointerType: "touch" });
    expect(strokes().done).toEqual([]);
    expect(transform()).toContain("scale(4)");
  });
  it("comes nearer when the wheel turns up, and what lies under the pointer stays there", async () => {
    await open();
    const wheel = (deltaY: number) =>
      act(async () => {
        find(".mask-board").dispatchEvent(
          Object.assign(new Event("wheel", { bubbles: true, cancelable: true }), { deltaY, clientX: 16, clientY: 16 }),
        );
      });
    await wheel(-1);
    expect(transform()).toBe("translate(16px, 16px) scale(2.3)");
    await wheel(1);
    expect(transform()).toBe("translate(16px, 16px) scale(2)");
  });
  it("done, it hands the mask in, and its strokes are finished", async () => {
    const onClose = await open({ "POST /v1/inputs": { id: "input:m", width: 400, height: 200 } });
    await draw([20, 20], [40, 40]);
    await press(named(en.inpaint.done));
    expect(draftStore.get().mask).toMatchObject({ isOn: true, image: "input:m" });
    expect(strokes().done).toEqual([]);
    expect(onClose).toHaveBeenCalledOnce();
  });
  it("says why a mask could not be handed in, and keeps every stroke", async () => {
    const problem = { code: "inputs/full", message: "The disk is full.", hint: "" };
    const onClose = await open({ "POST /v1/inputs": new Refused(problem) });
    await draw([20, 20], [40, 40]);
    await press(named(en.inpaint.done));
    expect(document.body.textContent).toContain("The disk is full.");
    expect(strokes().done.length).toBe(1);
    expect(onClose).not.toHaveBeenCalled();
  });
  it("with nothing drawn, there is no mask", async () => {
    setDraft({ mask: { ...emptyDraft.mask, isOn: true } });
    await open();
    await press(named(en.inpaint.done));
    expect(draftStore.get().mask).toMatchObject({ isOn: false, image: "" });
  });
  it("shows the mask in the colour that was chosen, and remembers it", async () => {
    await open();
    expect(all('input[type="radio"]').length).toBe(maskColourNames.length);
    await press(all('input[type="radio"]')[2]!);
    expect(maskColour.get()).toBe(maskColourNames[2]);
  });
});
