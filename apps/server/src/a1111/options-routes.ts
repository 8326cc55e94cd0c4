import { type ModelEntry, ownValue } from "@danfang/domain";
import { Hono } from "hono";
import type { Studio } from "../border/studio.ts";
import { describeSdapi } from "./bodies/describe.ts";
import { exception } from "./bodies/errors.ts";
import { dictIn } from "./bodies/fields.ts";
import { findCheckpoint, titleOf } from "./lists/checkpoints.ts";
import type { OptionValue } from "./settings/kept-settings.ts";
import { isOption, isOptionValue, type OptionStore, restrictedOptions } from "./settings/options.ts";

export interface OptionsContext {
  readonly studio: Pick<Studio, "models" | "settings">;
  readonly options: OptionStore;
  readonly cmdFlags: Readonly<Record<string, unknown>>;
}

/** Settings that live in the studio's own, so that its page and the API agree. */
const checkpointKey = "sd_model_checkpoint";
const formatKey = "samples_format";
const formats: Readonly<Record<string, "png" | "jpeg" | "webp">> = {
  png: "png",
  jpg: "jpeg",
  jpeg: "jpeg",
  webp: "webp",
};

/** Characters of a model's name. */
const longestName = 4096;

/** Keys that have their place elsewhere, or must not be changed. */
const elsewhere: ReadonlySet<string> = new Set([
  checkpointKey,
  formatKey,
  "enable_pnginfo",
  "sd_checkpoint_hash",
  ...Object.keys(restrictedOptions),
]);

/** The checkpoint that paints when none is named. */
const chosen = (name: string | undefined, entries: readonly ModelEntry[]): ModelEntry | undefined =>
  (name === undefined ? undefined : findCheckpoint(name, entries)) ?? entries.find((entry) => !entry.problem);

/** GET and POST options, cmd-flags. */
export const optionsRoutes = ({ studio: { models, settings }, options, cmdFlags }: OptionsContext) =>
  new Hono()
    .get("/options", describeSdapi("Settings"), async (c) => {
      const [values, checkpoints, own] = await Promise.all([options.get(), models.list("checkpoint"), settings.get()]);
      const checkpoint = chosen(own.defaults.checkpoint, checkpoints);
      return c.json({
        [formatKey]: own.output.format === "jpeg" ? "jpg" : own.output.format,
        [checkpointKey]: checkpoint ? titleOf(checkpoint) : null,
        ...without(values, formatKey),
        sd_checkpoint_hash: checkpoint?.hash ?? "",
        enable_pnginfo: own.output.metadata,
      });
    })
    .post("/options", describeSdapi("Change settings"), async (c) => {
      const changes = readChanges(await c.req.text());
      const patch: { defaults?: { checkpoint: string }; output?: { format?: string; metadata?: boolean } } = {};
      if (changes.get(checkpointKey)) {
        const wanted = String(changes.get(checkpointKey) ?? "");
        const found = findCheckpoint(wanted.slice(0, longestName), await models.list("checkpoint"));
        if (!found) throw exception("RuntimeError", `model '${wanted.slice(0, longestName)}' not found`);
        patch.defaults = { checkpoint: found.name };
      }
      const format = ownValue(formats, String(changes.get(formatKey)));
      const metadata = changes.get("enable_pnginfo");
      if (format || typeof metadata === "boolean")
        patch.output = { ...(format ? { format } : {}), ...(typeof metadata === "boolean" ? { metadata } : {}) };
      if (patch.defaults || patch.output) await settings.patch(patch as never);
      // Clients write back all that they read; only what they changed is kept.
      const before = await options.get();
      const own = [...changes].filter(
        ([key, value]) => !elsewhere.has(key) && JSON.stringify(before[key]) !== JSON.stringify(value),
      );
      if (own.length) await options.set(Object.fromEntries(own));
      return c.json(null);
    })
    .get("/cmd-flags", describeSdapi("Options of the command line"), (c) => c.json(cmdFlags));

const without = <T extends object>(values: T, key: string): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name !== key)) as Partial<T>;

/** The body's settings. Errors: 500 for a name that there is not, before anything is changed. */
function readChanges(text: string): ReadonlyMap<string, OptionValue> {
  const changes = new Map<string, OptionValue>();
  for (const [key, value] of Object.entries(dictIn(text))) {
    const isKnown = key === checkpointKey || isOption(key) || Object.hasOwn(restrictedOptions, key);
    if (!isKnown || !isOptionValue(value)) throw exception("KeyError", `'${key}'`);
    changes.set(key, value);
  }
  return changes;
}
