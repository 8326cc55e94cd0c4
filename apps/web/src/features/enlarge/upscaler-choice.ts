import type { ModelEntry } from "@danfang/domain";
import { createKeptStore } from "../../ui/store.ts";

/** Whom pictures are enlarged by, by name; an empty text until somebody chose. */
export const chosenUpscaler = createKeptStore<string>("danfang.upscaler", "", (kept) =>
  typeof kept === "string" ? kept : "",
);

/** What enlarges without a model. Source: AUTOMATIC1111 v1.10.1 `modules/upscaler.py`. */
const plain = ["Lanczos", "Nearest"] as const;

/** Whoever can enlarge a picture, those with a model first. */
export const upscalersFor = (models: readonly ModelEntry[]): string[] => [
  ...models.filter(({ kind, problem }) => kind === "upscaler" && problem === undefined).map(({ stem }) => stem),
  ...plain,
];

/** The one that was chosen, as long as it is there; else the first. */
export function upscalerOf(models: readonly ModelEntry[], chosen: string): string {
  const all = upscalersFor(models);
  return all.find((name) => name === chosen) ?? all[0] ?? plain[0];
}
