import type { AxisNeed, AxisValue } from "@danfang/prompt";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import type { AxisOffer } from "./axis-offers.ts";
import { faultText } from "./fault-text.ts";
import type { AxisFault, AxisReading } from "./read-axis.ts";

/** More chips than these tell nobody more. */
const chipsShown = 10;
const faultsShown = 3;

/** What was understood of an axis' values, and what is wrong with them. */
export function AxisReadingLine({ reading }: { reading: AxisReading }): ReactElement {
  const { offer, values, faults } = reading;
  const isChosen = offer?.names !== undefined || offer?.choices !== undefined;
  return (
    <>
      {!isChosen && offer !== undefined && values.length > 0 && <ValueChips offer={offer} values={values} />}
      {faults.length > 0 && (
        <ul className="grid-faults small">
          {faults.slice(0, faultsShown).map((fault) => (
            <li key={JSON.stringify(fault)} className="amber">
              <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
              <FaultText fault={fault} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function ValueChips({ offer, values }: { offer: AxisOffer; values: readonly AxisValue[] }): ReactElement {
  const { t } = useTranslation();
  const isReplaced = offer.label === "Prompt S/R";
  const textOf = (value: AxisValue, i: number) => {
    const text = [value].flat().join(" → ");
    if (!isReplaced || i === 0) return text;
    return `→ ${text === "" ? t("grid.removed") : text}`;
  };
  return (
    <ul className="grid-chips tabular">
      {values.slice(0, chipsShown).map((value, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places of values, of which two may be equal
        <li key={i} className="grid-chip tiny">
          {textOf(value, i)}
        </li>
      ))}
      {values.length > chipsShown && (
        <li className="tiny faded">{t("grid.more", { count: values.length - chipsShown })}</li>
      )}
    </ul>
  );
}

function FaultText({ fault }: { fault: AxisFault }): ReactElement {
  const { t } = useTranslation();
  const switched = fault.kind === "needs" ? switchable[fault.needs] : undefined;
  return (
    <span>
      {faultText(fault)}{" "}
      {switched !== undefined && (
        <button
          type="button"
          className="plain-button link"
          onClick={() => setDraft({ [switched]: { ...draftStore.get()[switched], isOn: true } })}
        >
          {t("grid.switchOn")}
        </button>
      )}
    </span>
  );
}

/** What can be had at once; a picture or a checkpoint has to be chosen first. */
const switchable: Partial<Readonly<Record<AxisNeed, "hires">>> = { hires: "hires", initOrHires: "hires" };
