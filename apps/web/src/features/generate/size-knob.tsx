import { fields } from "@danfang/domain";
import { Select } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { IconAction } from "../../ui/icon-action.tsx";
import { useStore } from "../../ui/store.ts";
import { markedFields } from "../draft/draft-path.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { KnobFrame } from "../knobs/knob.tsx";
import { NumberField } from "../knobs/range-knob.tsx";
import { useNamedModel } from "../model-choice/use-named-model.ts";
import { aspects, sizeOf } from "./sizes.ts";

/** Width and height, swapped or by shape. */
export function SizeKnob(): ReactElement {
  const { t } = useTranslation();
  const { width, height, checkpoint } = useStore(draftStore);
  const marked = useStore(markedFields);
  const side = useNamedModel("checkpoint", checkpoint)?.nativeSize ?? 512;
  const field = (label: string, value: number, put: (value: number) => void) => (
    <NumberField
      label={label}
      className="boxed"
      value={value}
      min={8}
      max={fields.width.most}
      step={8}
      onChange={put}
    />
  );
  return (
    <KnobFrame
      label={t("knobs.size.name")}
      help={t("knobs.size.help")}
      a1111="Width, Height"
      marked={marked.has("width") || marked.has("height")}
    >
      <div className="size-row">
        {field(t("create.width"), width, (next) => setDraft({ width: next }))}
        <IconAction label={t("create.swap")} onClick={() => setDraft({ width: height, height: width })}>
          <IconArrowsExchange size={17} stroke={1.5} />
        </IconAction>
        {field(t("create.height"), height, (next) => setDraft({ height: next }))}
        <ShapeSelect width={width} height={height} side={side} />
      </div>
    </KnobFrame>
  );
}

/** The shape of another size that is as wide for its height. */
const ratioOf = (width: number, height: number): string | null =>
  aspects.find((shape) => shape.width * height === shape.height * width)?.name ?? null;

interface ShapeSelectProps {
  readonly width: number;
  readonly height: number;
  /** Of the squares that the checkpoint paints best, pixels. */
  readonly side: number;
}

/** The size by its shape. */
function ShapeSelect({ width, height, side }: ShapeSelectProps): ReactElement {
  const { t } = useTranslation();
  const shapes = aspects.map(({ name, ...shape }) => ({ name, ...shape, size: sizeOf(shape, side) }));
  const shape =
    shapes.find(({ size }) => size.width === width && size.height === height)?.name ?? ratioOf(width, height);
  return (
    <Select
      aria-label={t("create.shape")}
      placeholder={t("create.shape")}
      data={shapes.map(({ name, size }) => ({ value: name, label: name, ...size }))}
      value={shape}
      allowDeselect={false}
      comboboxProps={{ width: 190, position: "bottom-end" }}
      renderOption={({ option }) => {
        const chosen = shapes.find(({ name }) => name === option.value);
        return chosen && <ShapeOption {...chosen} />;
      }}
      onChange={(name) => {
        const chosen = shapes.find((candidate) => candidate.name === name);
        if (chosen !== undefined) setDraft(chosen.size);
      }}
    />
  );
}

/** Longer side of a shape's sign, CSS pixels. */
const signSide = 14;

interface ShapeOptionProps {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly size: { readonly width: number; readonly height: number };
}

function ShapeOption({ name, width, height, size }: ShapeOptionProps): ReactElement {
  const scale = signSide / Math.max(width, height);
  return (
    <span className="row tabular">
      <span style={{ display: "grid", placeItems: "center", width: 18 }}>
        <span className="shape-icon" style={{ width: width * scale, height: height * scale }} />
      </span>
      <span style={{ width: 40 }}>{name}</span>
      <span className="faded tiny">
        {size.width} × {size.height}
      </span>
    </span>
  );
}
