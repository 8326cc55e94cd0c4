import { type KeyboardEvent, type ReactElement, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../ui/dialog.tsx";
import { useStore } from "../../ui/store.ts";
import { sayProblem } from "../../ui/toasts.ts";
import { draftStore } from "../draft/draft-store.ts";
import { strokesOf, unfinishedMasks, withStrokesOf } from "./kept-strokes.ts";
import { MaskBoard } from "./mask-board.tsx";
import { deedOfKey, type MaskDeed, resized } from "./mask-deed.ts";
import { MaskTools } from "./mask-tools.tsx";
import { wholePixels } from "./print-strokes.ts";
import { saveMask } from "./save-mask.ts";
import { noStrokes, redo, type StrokeHistory, undo, withStroke } from "./strokes.ts";
import type { MaskTool } from "./use-strokes.ts";
import "./inpaint.css";

/** How wide the brush is at first, as a share of the picture's shorter side. */
const brushShare = 0.1;

/** The picture to start from, large, and a brush that marks what is painted anew. */
export function MaskEditor({ image, onClose }: { image: string; onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  const { mask, history, change } = useMaskHistory(image);
  const [tool, setTool] = useState<MaskTool>("brush");
  const [diameter, setDiameter] = useState(48);
  const [fits, setFits] = useState(0);
  const canvas = useRef<HTMLCanvasElement>(null);
  function act(deed: MaskDeed) {
    if (deed.do === "take") setTool(deed.tool);
    else if (deed.do === "resize") setDiameter((before) => resized(before, deed.by));
    else if (deed.do === "fit") setFits((before) => before + 1);
    else if (deed.do === "clear") change((before) => withStroke(before, "clear"));
    else change(deed.do === "undo" ? undo : redo);
  }
  async function finish() {
    if (canvas.current === null) return;
    try {
      await saveMask(canvas.current);
      change(() => noStrokes); // they are in the mask now
      onClose();
    } catch (error) {
      sayProblem(error);
    }
  }
  function onKeyDown(event: KeyboardEvent) {
    const deed = event.target instanceof HTMLInputElement ? undefined : deedOfKey(event);
    if (deed === undefined) return;
    act(deed);
    event.preventDefault();
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      fullScreen
      title={t("inpaint.title")}
      classNames={{ body: "mask-body", content: "mask-dialog" }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the whole dialog; every one is a button as well */}
      <div className="mask-editor" onKeyDown={onKeyDown}>
        <MaskBoard
          ref={canvas}
          image={image}
          mask={mask}
          history={history}
          tool={tool}
          diameter={diameter}
          fits={fits}
          onSize={({ width, height }) => setDiameter(Math.round(Math.min(width, height) * brushShare))}
          onStroke={(stroke) => change((before) => withStroke(before, wholePixels(stroke)))}
        />
        <MaskTools
          tool={tool}
          diameter={diameter}
          history={history}
          act={act}
          onDiameter={setDiameter}
          onDone={finish}
        />
      </div>
    </Dialog>
  );
}

/** What was drawn over a picture and is not finished yet; it outlives the editor. */
function useMaskHistory(image: string) {
  const { image: mask } = useStore(draftStore).mask;
  const subject = { image, mask };
  const history = strokesOf(useStore(unfinishedMasks), subject);
  const change = (next: (before: StrokeHistory) => StrokeHistory) =>
    unfinishedMasks.set((masks) => withStrokesOf(masks, subject, next(strokesOf(masks, subject))));
  return { mask, history, change };
}
