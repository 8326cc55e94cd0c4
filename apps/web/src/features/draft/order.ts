import type { GenerationRequest } from "@danfang/domain";
import { defined } from "@danfang/domain";
import { type Draft, emptyDraft } from "./draft.ts";
import { gridDraftOf, gridRequestOf } from "./grid-draft.ts";
import { emptyPasses, passesDraftOf, passesRequestOf } from "./passes-draft.ts";

/** Parts of an order that its absence switches off. */
const groups = ["variation", "hires", "refiner", "init"] as const;

/** The order that the fields of Create stand for. What is switched off, or as it always is, is not said. */
export function requestOf(draft: Draft): GenerationRequest {
  const { checkpoint, styles, cfgRescale, emphasis, tiling, knobs, mask, soft, passes, ...plain } = draft;
  const { variation, seedResize, hires, refiner, init, grid: gridFields, ...always } = plain;
  const grid = gridRequestOf(gridFields);
  return {
    ...always,
    ...defined({ checkpoint }),
    ...(styles.length === 0 ? {} : { styles: [...styles] }),
    ...(cfgRescale === 0 ? {} : { cfgRescale }),
    ...(emphasis === "original" ? {} : { emphasis }),
    ...(tiling ? { tiling } : {}),
    ...(variation.isOn ? { variation: said(variation) } : {}),
    ...(seedResize.width > 0 && seedResize.height > 0 ? { seedResize } : {}),
    ...(hires.isOn ? { hires: withoutZeros(said(hires), ["width", "height"]) } : {}),
    ...(refiner.isOn && refiner.checkpoint !== "" ? { refiner: said(refiner) } : {}),
    ...(init.isOn && init.image !== "" ? { init: { ...said(init), ...partsOf({ mask, soft, passes }) } } : {}),
    ...defined({ grid }),
    ...(Object.keys(knobs).length === 0 ? {} : { knobs }),
  } as GenerationRequest;
}

/** The mask, and what is made of the picture; extending and enlarging make masks of their own. */
function partsOf({ mask, soft, passes: fields }: Pick<Draft, "mask" | "soft" | "passes">) {
  const passes = passesRequestOf(fields);
  const isMasked = mask.isOn && mask.image !== "" && (passes === undefined || passes.kind === "loopback");
  return { ...(isMasked ? { mask: maskOf(mask, soft) } : {}), ...defined({ passes }) };
}

const maskOf = (mask: Draft["mask"], soft: Draft["soft"]) => ({
  ...said(mask),
  ...(soft.isOn ? { soft: said(soft) } : {}),
});

/** A group without its switch, and without texts that say nothing. */
const said = <T extends { isOn: boolean }>({ isOn: _, ...group }: T) =>
  Object.fromEntries(Object.entries(group).filter(([, value]) => value !== "")) as Omit<T, "isOn">;

const withoutZeros = <T extends object>(group: T, names: readonly (keyof T & string)[]): Partial<T> =>
  Object.fromEntries(
    Object.entries(group).filter(([name, value]) => value !== 0 || !names.includes(name as never)),
  ) as Partial<T>;

/** A request's fields as fields of the draft; what it does not say stays as it is. */
export function draftOf(request: Partial<GenerationRequest>): Partial<Draft> {
  const fields = Object.entries(request).flatMap(([name, value]): [string, unknown][] => {
    if (value === undefined || !(name in emptyDraft)) return [];
    if (name === "init") {
      const { mask, passes, ...init } = request.init ?? { image: "" };
      const { soft, ...plainMask } = mask ?? {};
      return [
        ["init", { ...emptyDraft.init, ...init, isOn: true }],
        ["mask", mask === undefined ? emptyDraft.mask : { ...emptyDraft.mask, ...plainMask, isOn: true }],
        ["passes", passesDraftOf(passes)],
        ["soft", soft === undefined ? emptyDraft.soft : { ...emptyDraft.soft, ...soft, isOn: true }],
      ];
    }
    if (name === "grid") return [["grid", gridDraftOf(request.grid ?? {})]];
    const group = groups.find((candidate) => candidate === name);
    return [[name, group === undefined ? value : { ...emptyDraft[group], ...(value as object), isOn: true }]];
  });
  return Object.fromEntries(fields) as Partial<Draft>;
}

/** Everything beyond a plain picture, switched off: what a recipe that says nothing of it was made with. */
export const plainDraft = ({ grid, hires, init, mask, soft, refiner, variation }: Draft): Partial<Draft> => ({
  grid: { ...grid, isOn: false },
  hires: { ...hires, isOn: false },
  init: { ...init, isOn: false },
  mask: { ...mask, isOn: false },
  soft: { ...soft, isOn: false },
  passes: emptyPasses,
  refiner: { ...refiner, isOn: false },
  seedResize: { width: 0, height: 0 },
  variation: { ...variation, isOn: false },
  tiling: false,
  cfgRescale: 0,
  emphasis: "original",
  styles: [],
  knobs: {},
});
