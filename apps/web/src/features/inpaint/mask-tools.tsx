import { Button } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBrush,
  IconEraser,
  IconHandMove,
  IconTrash,
  IconZoomScan,
} from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconAction } from "../../ui/icon-action.tsx";
import { Field } from "../knobs/field.tsx";
import { RangeKnob } from "../knobs/range-knob.tsx";
import { MaskColours } from "./mask-colours.tsx";
import { type MaskDeed, widestBrush } from "./mask-deed.ts";
import type { StrokeHistory } from "./strokes.ts";
import type { MaskTool } from "./use-strokes.ts";

interface MaskToolsProps {
  readonly tool: MaskTool;
  readonly diameter: number;
  readonly history: StrokeHistory;
  readonly act: (deed: MaskDeed) => void;
  readonly onDiameter: (diameter: number) => void;
  /** Comes to its end when the mask is handed in, or was refused with a word why. */
  readonly onDone: () => Promise<void>;
}

const icon = { size: 18, stroke: 1.5 } as const;

/** What is drawn with, what is taken back, and how it ends. */
export function MaskTools({ tool, diameter, history, act, onDiameter, onDone }: MaskToolsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="mask-tools" role="toolbar" aria-label={t("inpaint.tools")}>
      <Tools tool={tool} act={act} />
      <Steps history={history} act={act} />
      <MaskColours />
      <div className="mask-knobs">
        <RangeKnob
          label={t("inpaint.size")}
          help={t("inpaint.sizeHelp")}
          a1111="Brush size"
          value={diameter}
          min={1}
          max={widestBrush}
          step={1}
          onChange={onDiameter}
        />
        <Field at="init.mask.blur" />
      </div>
      <Done onDone={onDone} />
    </div>
  );
}

function Tools({ tool, act }: Pick<MaskToolsProps, "tool" | "act">): ReactElement {
  const { t } = useTranslation();
  const tools = [
    ["brush", "B", IconBrush],
    ["eraser", "E", IconEraser],
    ["hand", "H", IconHandMove],
  ] as const;
  return (
    <>
      {tools.map(([name, key, Icon]) => (
        <IconAction
          key={name}
          label={`${t(`inpaint.${name}`)} (${key})`}
          pressed={tool === name}
          onClick={() => act({ do: "take", tool: name })}
        >
          <Icon {...icon} />
        </IconAction>
      ))}
      <IconAction label={`${t("inpaint.fit")} (0)`} onClick={() => act({ do: "fit" })}>
        <IconZoomScan {...icon} />
      </IconAction>
    </>
  );
}

function Steps({ history, act }: Pick<MaskToolsProps, "history" | "act">): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <IconAction
        label={`${t("common.undo")} (Ctrl+Z)`}
        disabled={history.done.length === 0}
        onClick={() => act({ do: "undo" })}
      >
        <IconArrowBackUp {...icon} />
      </IconAction>
      <IconAction
        label={`${t("inpaint.redo")} (Ctrl+Y)`}
        disabled={history.undone.length === 0}
        onClick={() => act({ do: "redo" })}
      >
        <IconArrowForwardUp {...icon} />
      </IconAction>
      <IconAction label={t("inpaint.clear")} onClick={() => act({ do: "clear" })}>
        <IconTrash {...icon} />
      </IconAction>
    </>
  );
}

function Done({ onDone }: Pick<MaskToolsProps, "onDone">): ReactElement {
  const { t } = useTranslation();
  const [isSaving, setSaving] = useState(false);
  async function finish() {
    setSaving(true);
    await onDone();
    setSaving(false);
  }
  return (
    <Button className="mask-done" loading={isSaving} onClick={() => void finish()}>
      {t("inpaint.done")}
    </Button>
  );
}
