import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { parseJsonText, readJsonFile } from "@danfang/formats";
import { z } from "zod";

/** By what a LoRA's description multiplies its modules. */
export interface AdapterScales {
  /** Undefined: it says nothing of this module. */
  scaleOf(module: string, rank: number): number | undefined;
  /** What it says and is not followed, for people. */
  readonly unread: readonly string[];
}

const positive = z.number().positive().finite();
const Pattern = z.record(z.string(), positive).nullish();

/** PEFT's `LoraConfig`, `LoHaConfig` and `LoKrConfig`, as far as a scale follows from them. */
const Config = z.object({
  lora_alpha: positive.nullish(),
  alpha: positive.nullish(),
  use_rslora: z.boolean().nullish(),
  alpha_pattern: Pattern,
});
type Config = z.infer<typeof Config>;

/**
 * Whether a key of a pattern means a module: its name or the end of it. PEFT takes keys for regular expressions; of these
 * only anchors and escaped dots are, which is what programs write.
 */
const literalOf = (key: string) => key.replace(/^\^|\$$/g, "").replaceAll("\\.", ".");
const isLiteral = (key: string) => /^[\w.-]+$/.test(literalOf(key));
const means = (key: string, module: string) => module === literalOf(key) || module.endsWith(`.${literalOf(key)}`);

/** alpha / r, or alpha / √r. Source: huggingface/peft `tuners/lora/layer.py`, `update_layer`. */
function scaleBy(config: Config, module: string, rank: number): number | undefined {
  const named = Object.entries(config.alpha_pattern ?? {}).find(([key]) => means(key, module))?.[1];
  const alpha = named ?? config.lora_alpha ?? config.alpha ?? undefined;
  return alpha === undefined ? undefined : alpha / (config.use_rslora ? Math.sqrt(rank) : rank);
}

const unreadOf = (config: Config): string[] =>
  Object.keys(config.alpha_pattern ?? {}).flatMap((key) => (isLiteral(key) ? [] : [`alpha_pattern ${key}`]));

const metadataKey = "lora_adapter_metadata";

/** `{"unet.r": 4, …}` → each component's own settings. */
function byComponent(document: object): Map<string, Record<string, unknown>> {
  const components = new Map<string, Record<string, unknown>>();
  for (const [key, value] of Object.entries(document)) {
    const [, component = "", field = ""] = /^(?:([^.]+)\.)?([^.]+)$/.exec(key) ?? [];
    if (field !== "") components.set(component, { ...components.get(component), [field]: value });
  }
  return components;
}

function parseObject(text: string): object {
  const reading = parseJsonText(text, metadataKey);
  return reading.is === "value" && typeof reading.value === "object" ? (reading.value ?? {}) : {};
}

/**
 * What diffusers from 0.34 on writes into the header, by component: `unet.lora_alpha`, `text_encoder.alpha_pattern`.
 * Undefined where there is none. Total. Source: diffusers `loaders/lora_base.py`, `LORA_ADAPTER_METADATA_KEY`.
 */
export function readAdapterMetadata(metadata: Readonly<Record<string, string>>): AdapterScales | undefined {
  const text = metadata[metadataKey];
  if (text === undefined) return undefined;
  const components = [...byComponent(parseObject(text))].map(([component, fields]) => {
    const { data: config } = Config.safeParse(fields);
    return { component, config };
  });
  const unread = components.flatMap(({ component, config }) =>
    config ? unreadOf(config) : [`${metadataKey} ${component}`.trimEnd()],
  );
  return {
    unread: components.length === 0 ? [metadataKey] : unread,
    scaleOf(module, rank) {
      const own = components.find(({ component }) => module.startsWith(`${component}.`));
      const config = (own ?? (components.length === 1 ? components[0] : undefined))?.config;
      return config && scaleBy(config, module, rank);
    },
  };
}

/** Bytes. A list of modules may be long. */
const largestConfig = 1_000_000;

/** Whether `adapter_config.json` beside a file is of this file: PEFT calls it so, or it is the only one there. */
async function isAlone(file: string): Promise<boolean> {
  if (/^adapter_model\./.test(basename(file))) return true;
  const names = await readdir(dirname(file)).catch((): string[] => []);
  return names.filter((name) => /\.(safetensors|bin|pt|ckpt|pth)$/i.test(name)).length === 1;
}

/**
 * What PEFT writes beside its `adapter_model.safetensors`. Undefined where there is none. Errors: those of a file that
 * cannot be read (`files/…`).
 */
export async function readAdapterConfig(file: string): Promise<AdapterScales | undefined> {
  if (!(await isAlone(file))) return undefined;
  const reading = await readJsonFile(join(dirname(file), "adapter_config.json"), largestConfig);
  if (reading.is === "absent") return undefined;
  const config = reading.is === "value" ? Config.safeParse(reading.value).data : undefined;
  return {
    unread: config ? unreadOf(config) : ["adapter_config.json"],
    scaleOf: (module, rank) => config && scaleBy(config, module, rank),
  };
}
