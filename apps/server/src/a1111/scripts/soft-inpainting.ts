import { SoftInpaintRequest } from "@danfang/domain";
import { invalid } from "../bodies/errors.ts";
import { bool } from "../bodies/fields.ts";
import { field } from "./script-field.ts";

/** As it is listed. */
export const softInpaintingTitle = "soft inpainting";
const enabledLabel = "Soft inpainting";

/** The script's sliders in its order: AUTOMATIC1111's labels, our fields, and how far they go. */
const sliders = [
  { label: "Schedule bias", name: "scheduleBias", value: 1, minimum: 0, maximum: 8, step: 0.1 },
  { label: "Preservation strength", name: "preservation", value: 0.5, minimum: 0, maximum: 8, step: 0.05 },
  { label: "Transition contrast boost", name: "contrastBoost", value: 4, minimum: 1, maximum: 32, step: 0.5 },
  { label: "Mask influence", name: "maskInfluence", value: 0, minimum: 0, maximum: 1, step: 0.05 },
  { label: "Difference threshold", name: "differenceThreshold", value: 0.5, minimum: 0, maximum: 8, step: 0.25 },
  { label: "Difference contrast", name: "differenceContrast", value: 2, minimum: 0, maximum: 8, step: 0.25 },
] as const;

/**
 * What the script's arguments ask for; undefined where it is switched off. They come one after the other, or as one
 * object by their labels. What is left out is as on a fresh page.
 *
 * Source: AUTOMATIC1111 v1.10.1 `soft_inpainting.py`, and the example in its documentation for the object. Errors: 422.
 */
export function softInpaintingOf(args: unknown): SoftInpaintRequest | undefined {
  const values = valuesOf(args);
  const isOn = bool(false).read(values[0] ?? null, []);
  if (!("value" in isOn)) throw wrongArgument(0);
  if (!isOn.value) return undefined;
  const given = sliders.flatMap(({ name }, i) => {
    const value = values[i + 1];
    return value === undefined || value === null ? [] : [[name, typeof value === "string" ? Number(value) : value]];
  });
  const { data, error } = SoftInpaintRequest.safeParse(Object.fromEntries(given));
  if (data) return data;
  throw wrongArgument(1 + sliders.findIndex(({ name }) => name === error.issues[0]?.path[0]), error.issues[0]?.message);
}

function valuesOf(args: unknown): readonly unknown[] {
  const [first] = Array.isArray(args) ? args : [args];
  if (typeof first !== "object" || first === null) return Array.isArray(args) ? args : [];
  const byLabel = new Map(Object.entries(first).map(([label, value]) => [label.toLowerCase(), value as unknown]));
  const labels = [enabledLabel, ...sliders.map(({ label }) => label)];
  return labels.map((label) => byLabel.get(label.toLowerCase()));
}

const wrongArgument = (at: number, msg = "value is not what the script takes") =>
  invalid([{ loc: ["body", "alwayson_scripts", softInpaintingTitle, "args", at], msg, type: "type_error" }]);

/** The script's arguments, for `script-info`. */
export const softInpaintingInfo = {
  name: softInpaintingTitle,
  is_alwayson: true,
  is_img2img: true,
  args: [
    field(enabledLabel, false),
    ...sliders.map(({ label, value, minimum, maximum, step }) => field(label, value, { minimum, maximum, step })),
  ],
};
