import { problemOf } from "@danfang/domain";
import { contentOf, type FileReading, filesErrors, parseJsonText } from "@danfang/formats";
import { type KeptFile, openKeptFile } from "@danfang/studio";
import type { Studio } from "../../border/studio.ts";
import { keptSettings, type OptionValue } from "./kept-settings.ts";
import { usualSettings } from "./setting-of.ts";
import { unfollowedSettings } from "./settings.ts";

export type OptionValues = Readonly<Record<string, OptionValue>>;

/**
 * Settings under AUTOMATIC1111's names that a client may set. Those of fields act on every picture asked for through its
 * API, as do some of the others; those that nothing follows are named where they are asked for. The rest are kept and
 * given back, because clients read them before they speak.
 * Defaults: AUTOMATIC1111 v1.10.1, but for `randn_source` (it has GPU; the noise we draw is the CPU's unless asked) and
 * `return_grid` (pictures of a batch come without a grid of them before).
 */
export const optionDefaults: OptionValues = {
  ...keptSettings,
  ...usualSettings,
  ...unfollowedSettings,
  sd_checkpoint_hash: "",
  samples_save: true,
  samples_format: "png",
  samples_filename_pattern: "",
  save_images_add_number: true,
  grid_save: true,
  grid_format: "png",
  return_grid: false,
  enable_pnginfo: true,
  save_txt: false,
  jpeg_quality: 80,
  webp_lossless: false,
  save_to_dirs: true,
  directories_filename_pattern: "[date]",
  outdir_samples: "",
  outdir_txt2img_samples: "",
  outdir_img2img_samples: "",
  outdir_extras_samples: "",
  outdir_grids: "",
  outdir_save: "",
  sd_checkpoints_limit: 1,
  sd_checkpoint_cache: 0,
  sd_vae_checkpoint_cache: 0,
  sd_unet: "Automatic",
  enable_emphasis: true,
  upcast_attn: false,
  face_restoration_model: "CodeFormer",
  code_former_weight: 0.5,
  k_sched_type: "Automatic",
  token_merging_ratio_img2img: 0,
  use_old_karras_scheduler_sigmas: false,
  use_old_hires_fix_width_height: false,
  extra_networks_default_multiplier: 1,
  sd_lora: "None",
  sd_hypernetwork: "None",
  live_previews_enable: true,
  show_progress_every_n_steps: 1,
  show_progress_type: "Approx cheap",
  live_preview_refresh_period: 1000,
  interrupt_after_current: true,
  quicksettings_list: ["sd_model_checkpoint"],
  hidden_tabs: [],
  add_model_hash_to_info: true,
  add_model_name_to_info: true,
  add_version_to_infotext: true,
  disable_weights_auto_swap: true,
  send_seed: true,
  send_size: true,
};

/** Settings that the API must not change; AUTOMATIC1111 passes over them in silence. */
export const restrictedOptions: OptionValues = {
  api_enable_requests: false,
  api_forbid_local_requests: true,
  api_useragent: "",
};

/** Whether a client may name this setting. */
export const isOption = (key: string): boolean => Object.hasOwn(optionDefaults, key);

/** The settings set through AUTOMATIC1111's API, kept in a file of their own. */
export interface OptionStore {
  /** While the file cannot be read, the defaults. */
  get(): Promise<OptionValues>;
  /** Errors: those of a file that cannot be read or written (`files/…`, `formats/unwritable`). */
  set(changes: OptionValues): Promise<void>;
}

export interface OptionsFile {
  /** Without one they last as long as the server. */
  readonly file: string | undefined;
  /** Hears that the file cannot be read, and that it can again. */
  readonly report: Pick<Studio["troubles"], "begin" | "over">;
}

/** Much more than all of them take. */
const mostBytes = 1024 * 1024;

/**
 * Options in a file, which is the truth: who edits it by hand, or in another process, is heard at the next `get`. What is
 * in it and is no option here stays in it.
 */
export function openOptions({ file, report }: OptionsFile): OptionStore {
  let unkept: OptionValues = {};
  const kept = file === undefined ? undefined : openKeptFile({ path: file, most: mostBytes });

  async function read(file: KeptFile): Promise<OptionValues> {
    const text = await file.read();
    const values = text.is === "value" ? valuesIn(text.value.text, file.path) : text;
    if (values.is === "cannot") report.begin(problemOf(values.problem), file.path);
    else report.over(file.path);
    return values.is === "value" ? known(values.value) : {};
  }

  return {
    get: async () => ({ ...optionDefaults, ...restrictedOptions, ...(kept ? await read(kept) : unkept) }),
    async set(changes) {
      if (!kept) unkept = { ...unkept, ...changes };
      await kept?.change((old) => {
        const values = old ? contentOf(valuesIn(old.text, kept.path)) : {};
        return `${JSON.stringify({ ...values, ...changes }, null, 2)}\n`;
      });
    },
  };
}

type Values = Readonly<Record<string, unknown>>;
const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function valuesIn(text: string, file: string): FileReading<Values> {
  const json = parseJsonText(text, file);
  if (json.is !== "value") return json;
  if (isValues(json.value)) return { is: "value", value: json.value };
  return {
    is: "cannot",
    problem: filesErrors.badContent({ file, reason: { en: "it is not a JSON object", zh: "它不是 JSON 对象" } }),
  };
}

const known = (values: Values): OptionValues => {
  const isKnown = (entry: [string, unknown]): entry is [string, OptionValue] =>
    isOption(entry[0]) && isOptionValue(entry[1]);
  return Object.fromEntries(Object.entries(values).filter(isKnown));
};

export const isOptionValue = (value: unknown): value is OptionValue =>
  value === null ||
  ["string", "number", "boolean"].includes(typeof value) ||
  (Array.isArray(value) && value.every((item) => typeof item === "string"));
