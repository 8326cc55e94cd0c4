import { type ModelEntry, ownValue } from "@danfang/domain";
import { parseInfotext, unfollowedFields } from "@danfang/recipes";
import type { GenerationBody } from "../bodies/txt2img-fields.ts";
import { findCheckpoint } from "../lists/checkpoints.ts";
import { unfollowedSettings } from "../settings/settings.ts";

/**
 * What a request asks for without getting it, in sentences: settings, its own or kept ones, and fields of its infotext.
 * The picture is painted without them.
 */
export function notFollowed(
  body: GenerationBody,
  kept: Readonly<Record<string, unknown>>,
  models: readonly ModelEntry[],
): { message: string }[] {
  const wanted: Record<string, unknown> = { ...kept, ...body.override_settings };
  const names = Object.keys(unfollowedSettings).filter((name) => {
    const value = ownValue(wanted, name) ?? ownValue(unfollowedSettings, name);
    return value !== ownValue(unfollowedSettings, name) && value !== "";
  });
  const fields = body.infotext ? unfollowedFields(parseInfotext(body.infotext).value.extra ?? {}) : [];
  return [
    ...strangeCheckpoint(body, models),
    ...names.map((name) => ({
      message: `The setting ${name} is not followed here: ${JSON.stringify(ownValue(wanted, name))}.`,
    })),
    ...fields.map((name) => ({ message: `"${name}" in the generation data is not followed here.` })),
  ];
}

/** AUTOMATIC1111 drops an override that names no checkpoint; here it says so. */
function strangeCheckpoint({ override_settings: own }: GenerationBody, models: readonly ModelEntry[]) {
  const name = own?.sd_model_checkpoint;
  const checkpoints = models.filter(({ kind }) => kind === "checkpoint");
  if (typeof name !== "string" || name === "" || findCheckpoint(name, checkpoints)) return [];
  return [{ message: `There is no checkpoint "${name.slice(0, 200)}"; the one in the settings painted.` }];
}
