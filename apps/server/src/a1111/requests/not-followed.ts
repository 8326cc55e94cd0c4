import { type ModelEntry, ownValue, samplerFacts, scheduleFacts } from "@danfang/domain";
import { parseInfotext, splitSampler, unfollowedFields } from "@danfang/recipes";
import type { GenerationBody } from "../bodies/txt2img-fields.ts";
import { findCheckpoint } from "../lists/checkpoints.ts";
import { isBuiltIn } from "../scripts/built-in.ts";
import { isOption, restrictedOptions } from "../settings/options.ts";
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
    ...strangeSampler(body),
    ...strangeOverrides(body),
    ...ignoredArguments(body),
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

/** Those of AUTOMATIC1111's own scripts are its page's. */
const ignoredArguments = ({ alwayson_scripts: scripts }: GenerationBody) =>
  Object.entries(scripts).flatMap(([name, value]) => {
    const { args } = (value ?? {}) as { args?: unknown };
    const isIgnored = isBuiltIn(name.toLowerCase()) && Array.isArray(args) && args.length > 0;
    return isIgnored
      ? [{ message: `The arguments of the script "${name}" are its page's; the API leaves them alone.` }]
      : [];
  });

/** A name that nobody has becomes another sampler or schedule. */
function strangeSampler({ sampler_name, sampler_index, scheduler }: GenerationBody) {
  const asked = sampler_name || sampler_index;
  const { isUnknown, schedule } = splitSampler(asked, scheduler ?? undefined);
  const strange = isUnknown ? [`There is no sampler "${asked.slice(0, 200)}"; ${samplerFacts[0].label} painted.`] : [];
  const isKnown = !scheduler || scheduleFacts.some(({ label, name }) => label === scheduler || name === scheduler);
  if (!isKnown) strange.push(`There is no schedule "${scheduler.slice(0, 200)}"; ${schedule} was taken.`);
  return strange.map((message) => ({ message }));
}

/** Settings that neither AUTOMATIC1111 nor Forge has. */
const strangeOverrides = ({ override_settings: own }: GenerationBody) =>
  Object.keys(own ?? {})
    .filter((name) => name !== "sd_model_checkpoint" && !isOption(name) && !Object.hasOwn(restrictedOptions, name))
    .map((name) => ({ message: `There is no setting "${name.slice(0, 200)}".` }));

/** Names of styles that nobody knows; AUTOMATIC1111 passes over them. */
export const strangeStyles = ({ styles }: GenerationBody, known: readonly { readonly name: string }[]) =>
  (styles ?? [])
    .filter((name) => !known.some((style) => style.name === name))
    .map((name) => ({ message: `There is no style "${name.slice(0, 200)}".` }));
