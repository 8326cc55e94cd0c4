import { Button, Modal } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBrush,
  IconEraser,
  IconHandMove,
  IconTrash,
  IconZoomScan,
} from "@tabler/icons-react";
import { type ReactElement, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { IconAction } from "../../ui/icon-action.tsx";
import { useStore } from "../../ui/store.ts";
import { sayProblem } from "../../ui/toasts.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { Field } from "../knobs/field.tsx";
import { RangeKnob } from "../knobs/range-knob.tsx";
import { strokesOf, unfinishedMasks, withStrokesOf } from "./kept-strokes.ts";
import { MaskBoard, type MaskTool } from "./mask-board.tsx";
import { printMask } from "./mask-canvas.ts";
import { wholePixels } from "./print-strokes.ts";
import { noStrokes, redo, type StrokeHistory, undo, withStroke } from "./strokes.ts";
import "./inpaint.css";

/** Widest brush, pixels of the picture. */
const widestBrush = 400;
/** How wide the brush is at first, as a share of the picture's shorter side. */
const brushShare = 0.1;

/** The picture to start from, large, and a brush that marks what is painted anew. */
export function MaskEditor({ image, onClose }: { image: string; onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  const subject = { image, mask: useStore(draftStore).mask.image };
  const history = strokesOf(useStore(unfinishedMasks), subject);
  const setHistory = (change: (before: StrokeHistory) => StrokeHistory) =>
    unfinishedMasks.set((masks) => withStrokesOf(masks, subject, change(strokesOf(masks, subject))));
  const [tool, setTool] = useState<MaskTool>("brush");
  const [diameter, setDiameter] = useState(48);
  const [fits, setFits] = useState(0);
  const [isSaving, setSaving] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  const icon = { size: 18, stroke: 1.5 } as const;
  async function save() {
    if (canvas.current === null) return;
    setSaving(true);
    try {
      const drawn = await printMask(canvas.current);
      const { mask } = draftStore.get();
      const kept = drawn === undefined ? undefined : await api.putInput(drawn);
      setDraft({ mask: { ...mask, isOn: kept !== undefined, image: kept?.id ?? "" } });
      setHistory(() => noStrokes); // they are in the mask now
      onClose();
    } catch (error) {
      sayProblem(error);
      setSaving(false);
    }
  }
  function onKeyDown(event: React.KeyboardEvent) {
    if (event.target instanceof HTMLInputElement) return;
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      if (key === "z") setHistory(event.shiftKey ? redo : undo);
      else if (key === "y") setHistory(redo);
      else return;
    } else if (key === "[") setDiameter((before) => Math.max(1, Math.round(before * 0.85)));
    else if (key === "]") setDiameter((before) => Math.min(widestBrush, Math.round(before * 1.15) + 1));
    else if (key === "b") setTool("brush");
    else if (key === "e") setTool("eraser");
    else if (key === "h") setTool("hand");
    else if (key === "0") setFits((before) => before + 1);
    else return;
    event.preventDefault();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      title={t("inpaint.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      classNames={{ body: "mask-body", content: "mask-dialog" }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the whole dialog; every one is a button as well */}
      <div className="mask-editor" onKeyDown={onKeyDown}>
        <MaskBoard
          ref={canvas}
          image={image}
          mask={subject.mask}
          history={history}
          tool={tool}
          diameter={diameter}
          fits={fits}
          onSize={({ width, height }) => setDiameter(Math.round(Math.min(width, height) * brushShare))}
          onStroke={(stroke) => setHistory((before) => withStroke(before, wholePixels(stroke)))}
        />
        <div className="mask-tools" role="toolbar" aria-label={t("inpaint.tools")}>
          <IconAction label={`${t("inpaint.brush")} (B)`} pressed={tool === "brush"} onClick={() => setTool("brush")}>
            <IconBrush {...icon} />
          </IconAction>
          <IconAction
            label={`${t("inpaint.eraser")} (E)`}
            pressed={tool === "eraser"}
            onClick={() => setTool("eraser")}
          >
            <IconEraser {...icon} />
          </IconAction>
          <IconAction label={`${t("inpaint.hand")} (H)`} pressed={tool === "hand"} onClick={() => setTool("hand")}>
            <IconHandMove {...icon} />
          </IconAction>
          <IconAction label={`${t("inpaint.fit")} (0)`} onClick={() => setFits((before) => before + 1)}>
            <IconZoomScan {...icon} />
          </IconAction>
          <IconAction
            label={`${t("common.undo")} (Ctrl+Z)`}
            disabled={history.done.length === 0}
            onClick={() => setHistory(undo)}
          >
            <IconArrowBackUp {...icon} />
          </IconAction>
          <IconAction
            label={`${t("inpaint.redo")} (Ctrl+Y)`}
            disabled={history.undone.length === 0}
            onClick={() => setHistory(redo)}
          >
            <IconArrowForwardUp {...icon} />
          </IconAction>
          <IconAction label={t("inpaint.clear")} onClick={() => setHistory((before) => withStroke(before, "clear"))}>
            <IconTrash {...icon} />
          </IconAction>
          <div className="mask-knobs">
            <RangeKnob
              label={t("inpaint.size")}
              help={t("inpaint.sizeHelp")}
              a1111="Brush size"
              value={diameter}
              min={1}
              max={widestBrush}
              step={1}
              onChange={setDiameter}
            />
            <Field at="init.mask.blur" />
          </div>
          <Button className="mask-done" loading={isSaving} onClick={() => void save()}>
            {t("inpaint.done")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
