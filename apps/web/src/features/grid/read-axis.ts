import { pixelsPerLatentCell } from "@danfang/domain";
import { type AxisFinding, type AxisNeed, type AxisValue, parseAxisValues, parseCsv } from "@danfang/prompt";
import type { Draft } from "../draft/draft.ts";
import type { AxisDraft } from "../draft/grid-draft.ts";
import { type AxisOffer, offerOf } from "./axis-offers.ts";

/** One of the names that values of an axis may be. `value` is what stands in the order. */
export interface NamedValue {
  readonly value: string;
  readonly label: string;
}

/** Why an axis cannot be painted as it stands. */
export type AxisFault =
  | { readonly kind: "empty" | "notOffered" }
  | { readonly kind: "needs"; readonly needs: AxisNeed }
  | { readonly kind: "notANumber" | "withoutStep" | "notHere" | "badSize" | "notInPrompt"; readonly value: string }
  | { readonly kind: "tooLow"; readonly value: string; readonly bound: number }
  | { readonly kind: "tooHigh"; readonly value: string; readonly bound: number }
  | { readonly kind: "tooMany"; readonly bound: number };

export interface AxisReading {
  readonly offer: AxisOffer | undefined;
  readonly values: readonly AxisValue[];
  readonly faults: readonly AxisFault[];
}

type Order = Pick<Draft, "prompt" | "negativePrompt" | "hires" | "init" | "refiner">;

/** What an axis needs of the rest of the order and does not find. */
function lacks(needs: AxisNeed, { hires, init, refiner }: Order): boolean {
  const hasInit = init.isOn && init.image !== "";
  switch (needs) {
    case "init":
      return !hasInit;
    case "hires":
      return !hires.isOn;
    case "initOrHires":
      return !hasInit && !hires.isOn;
    case "refiner":
      return !refiner.isOn || refiner.checkpoint === "";
  }
}

/** The value's name among those there are: as it is ordered, or as it is shown, in any case. */
export const findNamed = (names: readonly NamedValue[], value: string): NamedValue | undefined => {
  const wanted = value.trim().toLowerCase();
  return names.find((name) => name.value.toLowerCase() === wanted || name.label.toLowerCase() === wanted);
};

/**
 * What an axis of the builder says, and everything that is wrong with it. `names` are those that its values may be;
 * undefined where they may be anything, or where nobody knows them yet.
 */
export function readAxis(
  { axis, values: text }: AxisDraft,
  order: Order,
  names: readonly NamedValue[] | undefined,
): AxisReading {
  const offer = offerOf(axis);
  if (offer === undefined) return { offer, values: [], faults: [{ kind: "notOffered" }] };
  const { values, findings } = parseAxisValues(text, offer.type);
  const unread = findings.map(faultOf);
  const missing: AxisFault[] =
    offer.needs !== undefined && lacks(offer.needs, order) ? [{ kind: "needs", needs: offer.needs }] : [];
  if (values.length === 0 && unread.length === 0) return { offer, values, faults: [...missing, { kind: "empty" }] };
  return { offer, values, faults: [...missing, ...unread, ...wrongValues(offer, values, order, names)] };
}

function faultOf(finding: AxisFinding): AxisFault {
  switch (finding.code) {
    case "prompt/axisNotANumber":
      return { kind: "notANumber", value: finding.item };
    case "prompt/axisWithoutStep":
      return { kind: "withoutStep", value: finding.item };
    case "prompt/axisTooLong":
      return { kind: "tooMany", bound: finding.most };
  }
}

const sizeText = /^\s*(\d{1,5})\s*[x×]\s*(\d{1,5})\s*$/i;

function wrongValues(
  offer: AxisOffer,
  values: readonly AxisValue[],
  order: Order,
  names: readonly NamedValue[] | undefined,
): AxisFault[] {
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = offer;
  if (offer.label === "Prompt S/R") return notInPrompt(values.slice(0, 1), `${order.prompt}\n${order.negativePrompt}`);
  if (offer.type === "permutation") return notInPrompt([values[0] ?? []].flat(), order.prompt);
  return [...new Set(values)].flatMap((value): AxisFault[] => {
    const text = String(value);
    if (typeof value === "number") {
      if (value < least) return [{ kind: "tooLow", value: text, bound: least }];
      return value > most ? [{ kind: "tooHigh", value: text, bound: most }] : [];
    }
    if (offer.label === "Size") {
      const sides = sizeText.exec(text)?.slice(1).map(Number);
      return sides?.every((side) => side > 0 && side % pixelsPerLatentCell === 0)
        ? []
        : [{ kind: "badSize", value: text }];
    }
    // A cell may have several styles at once: "a,b".
    const parts = offer.names === "style" ? text.split(",") : [text];
    return names === undefined || parts.every((part) => findNamed(names, part))
      ? []
      : [{ kind: "notHere", value: text }];
  });
}

const notInPrompt = (words: readonly AxisValue[], prompt: string): AxisFault[] =>
  words
    .map(String)
    .filter((word) => !prompt.includes(word))
    .map((value) => ({ kind: "notInPrompt", value }));

/** The items of a list of names. */
export const namesIn = (values: string): string[] => parseCsv(values).filter((item) => item !== "");
