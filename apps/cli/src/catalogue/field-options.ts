import {
  defined,
  type Field,
  type FieldPath,
  type Fields,
  fieldAt,
  fieldPaths,
  type Named,
} from "@danfang/domain/plain";
import type { OptionShape } from "./option-shape.ts";

/**
 * Fields whose option is not called as their path; null: they have none. Two of one name are said by it together: the
 * sides of a size, the eta of all samplers.
 */
const otherNames = {
  negativePrompt: "negative",
  styles: "style",
  checkpoint: "model",
  cfgScale: "cfg",
  "seedResize.width": "seed-resize",
  "seedResize.height": "seed-resize",
  "init.image": "init",
  "init.others": null,
  "init.denoisingStrength": "denoise",
  "init.imageCfgScale": "image-cfg",
  "init.conditioningMaskWeight": "mask-conditioning",
  "init.mask.image": "mask",
  "init.mask.blurY": null,
  "init.mask.round": "mask-soft",
  "init.mask.latent": null,
  "init.passes.outpaint.maskBlur": "seam-blur",
  "init.passes.outpaintTiles.maskBlur": "seam-blur",
  "init.passes.outpaintTiles.content": "fill",
  "init.passes.loopback.finalDenoisingStrength": "final-denoise",
  "init.passes.loopback.curve": "loop-curve",
  "init.passes.upscale.tilesAtOnce": null,
  "hires.width": "hires-size",
  "hires.height": "hires-size",
  "hires.denoisingStrength": "hires-denoise",
  "hires.negativePrompt": "hires-negative",
  "hires.checkpoint": "hires-model",
  "hires.firstPass": null,
  "refiner.checkpoint": "refiner",
  "refiner.switchAt": "refiner-at",
  "refiner.hiresPasses": "refiner-passes",
  "knobs.etaDdim": "eta",
  "knobs.img2imgExactSteps": "exact-steps",
  "knobs.unipcSkipType": "unipc-skip",
  "knobs.unipcLowerOrderFinal": "unipc-full-order-final",
  "knobs.sgmNoiseMultiplier": "sgm-noise",
  "knobs.hypertileMaxDepth": "hypertile-depth",
  "knobs.hypertileMaxTile": "hypertile-tile",
  "knobs.hypertileSwapSize": "hypertile-swap",
  "knobs.secondOrderStepsCountOnce": "second-order-steps-once",
  "grid.drawLegend": "no-legend",
} as const satisfies Partial<Record<FieldPath, string | null>>;
type Other = typeof otherNames;

type Kebab<S extends string> = S extends `${infer Head}${infer Tail}`
  ? `${Head extends "." ? "-" : Head extends Lowercase<Head> ? Head : `-${Lowercase<Head>}`}${Kebab<Tail>}`
  : "";
/** A path without the group that no option names. */
type Spoken<P extends string> = P extends `knobs.${infer Name}`
  ? Name
  : P extends `grid.${infer Name}`
    ? Name
    : P extends `init.passes.${string}.${infer Name}`
      ? Name
      : P extends `init.mask.soft.${infer Name}`
        ? `soft.${Name}`
        : P extends `init.${infer Name}`
          ? Name
          : P;
/** What the option of a field is called, without its dashes. */
type OptionOf<P extends FieldPath> = P extends keyof Other ? Other[P] : Kebab<Spoken<P>>;
/** Every option that says a field. */
export type FieldOption = Exclude<{ [P in FieldPath]: OptionOf<P> }[FieldPath], null>;
/** What is given for it: `true` for a flag, texts for several, else a text. */
export type FieldOptionValues = {
  readonly [P in FieldPath as OptionOf<P> & string]: Fields[P] extends { kind: "flag" }
    ? true
    : Fields[P] extends { kind: "texts" }
      ? readonly string[]
      : string;
};

export const optionOf = (path: FieldPath): FieldOption | null =>
  path in otherNames ? otherNames[path as keyof Other] : (kebab(path) as FieldOption);

const kebab = (path: string): string =>
  path
    .replace(/^(knobs|grid|init\.passes\.\w+|init\.mask(?=\.soft)|init)\./, "")
    .replaceAll(".", "-")
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Both sides of a size, which one option says: `512x768`. */
export const isSideOfSize = (path: FieldPath): boolean => /^(seedResize|hires)\.(width|height)$/.test(path);

/** How names are told in help. */
const values: Readonly<Record<Named, string>> = {
  sampler: "NAME",
  schedule: "NAME",
  style: "NAME",
  checkpoint: "NAME|PATH|HASH",
  upscaler: "NAME|PATH",
  vae: "auto|none|NAME|PATH",
  picture: "FILE",
};

function valueFor(path: FieldPath, field: Field): string | undefined {
  if (isSideOfSize(path)) return "WxH";
  switch (field.kind) {
    case "flag":
      return undefined;
    case "choice":
      return field.choices.join("|");
    case "text":
    case "texts":
      return field.names === undefined ? "TEXT" : values[field.names];
    case "number":
    case "whole":
      return field.unit === "pixels" ? "PX" : field.kind === "whole" ? "N" : "X";
  }
}

/** How the option of each field is written. */
export const fieldOptionShapes: ReadonlyMap<FieldOption, OptionShape> = new Map(
  fieldPaths.toReversed().flatMap((path): [FieldOption, OptionShape][] => {
    const [option, field] = [optionOf(path), fieldAt(path)];
    const value = valueFor(path, field);
    const isMultiple = field.kind === "texts" ? ({ isMultiple: true } as const) : {};
    return option === null ? [] : [[option, { ...defined({ value }), ...isMultiple }]];
  }),
);

/** The fields that an option says, the first of them the one that words are of. */
export const fieldsOf = (option: string): readonly FieldPath[] =>
  fieldPaths.filter((path) => optionOf(path) === option);

/** The options of fields, each once. */
export const optionsOf = (paths: readonly FieldPath[]): FieldOption[] => [
  ...new Set(paths.map(optionOf).filter((option) => option !== null)),
];
