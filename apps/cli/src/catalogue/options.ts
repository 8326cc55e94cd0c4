import { type FieldOption, type FieldOptionValues, fieldOptionShapes } from "./field-options.ts";
import type { OptionShape } from "./option-shape.ts";

export type { OptionShape } from "./option-shape.ts";

/** Options that say no field of an order, or say it otherwise than the field itself would. */
const ownShapes = {
  x: { value: '"AXIS: VALUES"' },
  y: { value: '"AXIS: VALUES"' },
  z: { value: '"AXIS: VALUES"' },
  "vary-seeds": { value: "x,y,z" },
  init: { value: "FILE|DIR", isMultiple: true },
  fill: { value: "matched|fill|original|noise|nothing" },
  size: { value: "WxH" },
  "second-upscaler": { value: "NAME|PATH" },
  "second-visibility": { value: "X" },
  "soft-inpainting": {},
  models: { value: "DIR", isMultiple: true },
  home: { value: "DIR" },
  out: { value: "FILE|DIR" },
  "save-latent": { value: "FILE.safetensors" },
  as: { value: "a1111|comfyui|json" },
  kind: { value: "KIND" },
  family: { value: "FAMILY" },
  search: { value: "TEXT" },
  limit: { value: "N" },
  cursor: { value: "CURSOR" },
  tensors: {},
  hash: {},
  into: { value: "DIR" },
  move: {},
  copy: {},
  link: {},
  "dry-run": {},
  host: { value: "HOST" },
  port: { value: "N" },
  open: {},
  "api-auth": { value: "USER:PASS" },
  "api-auth-file": { value: "FILE" },
  "cors-allow-origins": { value: "ORIGIN,…" },
  "cors-allow-origins-regex": { value: "REGEX" },
  backend: { value: "auto|cpu|webgpu|…" },
  threads: { value: "N" },
  json: {},
  jsonl: {},
  help: { short: "h" },
} as const satisfies Record<string, OptionShape>;
export type OwnOption = keyof typeof ownShapes;
export type OptionName = OwnOption | FieldOption;

/** Every option of every command, by the name after `--`. */
export const optionShapes = {
  ...Object.fromEntries(fieldOptionShapes),
  ...ownShapes,
} as Readonly<Record<OptionName, OptionShape>>;

type OwnValues = {
  readonly [K in OwnOption]: (typeof ownShapes)[K] extends { isMultiple: true }
    ? readonly string[]
    : (typeof ownShapes)[K] extends { value: string }
      ? string
      : true;
};
type AllValues = Omit<FieldOptionValues, OwnOption> & OwnValues;

/** What was given on the command line: `true` for a flag, the last text for a value, all texts for a multiple one. */
export type OptionValues = { readonly [K in OptionName]?: AllValues[K] };
