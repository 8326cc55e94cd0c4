import type { AxisName } from "@danfang/prompt";
import { type ComboboxItem, type ComboboxParsedItem, Select } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { AxisDraft } from "../draft/grid-draft.ts";
import { axisGroups, axisOffers, offerOf } from "./axis-offers.ts";
import type { StrengthAxis } from "./strength-axes.ts";

interface AxisPickerProps {
  readonly name: AxisName;
  readonly axis: AxisDraft;
  /** Strengths that the prompt offers to vary. */
  readonly strengths: readonly StrengthAxis[];
  readonly onChoose: (axis: AxisDraft) => void;
}

const strengthMark = "strength:";
const listWidth = 300;

/** What changes along a direction: a list to search, with what people compare most on top. Both languages find it. */
export function AxisPicker({ name, axis, strengths, onChoose }: AxisPickerProps): ReactElement {
  const { t } = useTranslation();
  const groups = axisGroups.map((group) => ({
    group: t(`grid.group.${group}`),
    items: [
      ...axisOffers
        .filter((offer) => offer.group === group)
        .map(({ key, label }) => ({ value: label, label: t(`grid.axes.${key}`) })),
      ...(group === "first"
        ? strengths.map((strength, i) => ({
            value: `${strengthMark}${i}`,
            label: t("grid.strength", { name: strength.name }),
          }))
        : []),
    ],
  }));
  const offer = offerOf(axis.axis);
  const strange = axis.axis !== "" && offer === undefined ? [{ value: axis.axis, label: axis.axis }] : [];
  return (
    <Select
      className="grid-axis-picker"
      aria-label={t("grid.axis", { name: name.toUpperCase() })}
      placeholder={t("grid.choose")}
      searchable
      clearable
      nothingFoundMessage={t("grid.noAxis")}
      maxDropdownHeight={360}
      comboboxProps={{ width: listWidth, position: "bottom-start" }}
      data={[...strange, ...groups]}
      value={offer?.label ?? (axis.axis || null)}
      filter={({ options, search }) => found(options, search.trim().toLowerCase())}
      renderOption={({ option }) => (
        <span className="grid-axis-option">
          {option.label}
          {option.value !== option.label && !option.value.startsWith(strengthMark) && (
            <span className="faded tiny">{option.value}</span>
          )}
        </span>
      )}
      onChange={(chosen) => {
        if (chosen === null) return onChoose({ axis: "", values: "" });
        const strength = chosen.startsWith(strengthMark) && strengths[Number(chosen.slice(strengthMark.length))];
        // Values of one axis mean nothing on another.
        onChoose(strength ? strength.axis : { axis: chosen, values: chosen === axis.axis ? axis.values : "" });
      }}
    />
  );
}

/** Options whose name here or in the WebUI has these letters. */
const found = (options: readonly ComboboxParsedItem[], search: string): ComboboxParsedItem[] =>
  options.flatMap((option): ComboboxParsedItem[] => {
    if (!("group" in option)) return matches(option, search) ? [option] : [];
    const items = option.items.filter((item) => matches(item, search));
    return items.length > 0 ? [{ ...option, items }] : [];
  });

const matches = ({ label, value }: ComboboxItem, search: string) => `${label} ${value}`.toLowerCase().includes(search);
