import type { AxisName } from "@danfang/prompt";
import { IconArrowsExchange2 } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { IconAction } from "../../ui/icon-action.tsx";
import { useStore } from "../../ui/store.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { type AxisDraft, swapAxes } from "../draft/grid-draft.ts";
import { type KnownNames, namesFor } from "./axis-names.ts";
import { offerOf } from "./axis-offers.ts";
import { AxisPicker } from "./axis-picker.tsx";
import { AxisReadingLine } from "./axis-reading.tsx";
import type { AxisReading } from "./read-axis.ts";
import { strengthAxes } from "./strength-axes.ts";
import { NamesField, WrittenField } from "./values-field.tsx";

interface AxisRowProps {
  readonly name: AxisName;
  readonly known: KnownNames;
  readonly reading: AxisReading | undefined;
}

const directions = { x: "across", y: "down", z: "sheets" } as const;
/** Which direction changes places with it. */
const before = { x: undefined, y: "x", z: "y" } as const;

/** One direction of the grid: what changes along it, and through which values. */
export function AxisRow({ name, known, reading }: AxisRowProps): ReactElement {
  const { t } = useTranslation();
  const { grid, prompt } = useStore(draftStore);
  const axis = grid[name];
  const offer = offerOf(axis.axis);
  const names = offer && namesFor(offer, known);
  const put = (next: AxisDraft) => setDraft({ grid: { ...draftStore.get().grid, isOn: true, [name]: next } });
  const other = before[name];
  const field = { name, values: axis.values, onChange: (values: string) => put({ ...axis, values }) };
  return (
    <fieldset className="grid-axis">
      <legend className="visually-hidden">{t("grid.axis", { name: name.toUpperCase() })}</legend>
      <div className="grid-axis-head">
        <span className="grid-axis-name" aria-hidden title={t(`grid.${directions[name]}`)}>
          {name.toUpperCase()}
        </span>
        <AxisPicker name={name} axis={axis} strengths={strengthAxes(prompt)} onChoose={put} />
        {other !== undefined && (
          <IconAction
            label={t("grid.swap", { a: other.toUpperCase(), b: name.toUpperCase() })}
            disabled={axis.axis === "" && grid[other].axis === ""}
            onClick={() => setDraft({ grid: swapAxes(draftStore.get().grid, name, other) })}
          >
            <IconArrowsExchange2 size={17} stroke={1.5} style={{ rotate: "90deg" }} />
          </IconAction>
        )}
      </div>
      {offer !== undefined && (
        <div className="grid-axis-values">
          {names === undefined ? (
            <WrittenField {...field} offer={offer} prompt={prompt} />
          ) : (
            <NamesField {...field} names={names} />
          )}
          {reading !== undefined && <AxisReadingLine reading={reading} />}
        </div>
      )}
      {offer === undefined && reading !== undefined && <AxisReadingLine reading={reading} />}
    </fieldset>
  );
}
