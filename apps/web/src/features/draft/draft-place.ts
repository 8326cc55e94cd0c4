import { type FieldPath, fieldAt, isRead } from "@danfang/domain";
import type { Draft } from "./draft.ts";
import { type DraftPath, valueAt } from "./draft-path.ts";

/** Where the draft keeps a field of an order: masks, soft inpainting and ways of several passes have groups of their own. */
type PlaceOf<P extends string> = P extends `init.mask.soft.${infer Name}`
  ? `soft.${Name}`
  : P extends `init.passes.${string}.maskBlur`
    ? "passes.seamBlur"
    : P extends `init.passes.${string}.${infer Name}`
      ? `passes.${Name}`
      : P extends `init.mask.${infer Name}`
        ? `mask.${Name}`
        : P;
/** Fields that stand on the page. */
export type DraftField = { [P in FieldPath]: PlaceOf<P> extends DraftPath ? P : never }[FieldPath];

export const placeOf = (path: DraftField): DraftPath =>
  path
    .replace(/^init\.mask\.soft\./, "soft.")
    .replace(/^init\.passes\.\w+\.maskBlur$/, "passes.seamBlur")
    .replace(/^init\.(?=mask\.)/, "")
    .replace(/^init\.passes\.\w+\./, "passes.") as DraftPath;

/** The passes that the draft would paint. */
const passesOf = ({ sampler, schedule, hires }: Draft) => [
  { sampler, schedule },
  ...(hires.isOn ? [{ sampler: hires.sampler || sampler, schedule: hires.schedule || schedule }] : []),
];

/**
 * Whether a field does anything in this draft. What only some samplers or schedules read does so with these, or when it
 * was turned: then its owner can see it.
 */
export function isInUse(path: DraftField, draft: Draft): boolean {
  const { needs, readBy } = fieldAt(path);
  if (needs === "hires" && !draft.hires.isOn) return false;
  if (needs === "knobs.hypertile" && draft.knobs.hypertile === undefined) return false;
  return readBy === undefined || valueAt(draft, placeOf(path)) !== undefined || isRead(path, passesOf(draft));
}
