import {
  type GenerationRequest,
  type Picture,
  type Problem,
  picturesOf,
  type Recipe,
  type Seed,
  seedAfter,
} from "@danfang/domain";
import { printInfotext, printScheduleType } from "@danfang/recipes";
import { seedJson } from "../bodies/long-seeds.ts";
import type { GenerationBody } from "../bodies/txt2img-fields.ts";

/** A float as Python prints it: `7.0`, `6.5`. The page's sliders give whole numbers there, the API floats. */
export const printFloat = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

/** The infotext of a picture that was asked for through the API. */
export const apiInfotext = (recipe: Recipe): string =>
  printInfotext(recipe, recipe.cfgScale === undefined ? {} : { "CFG scale": printFloat(recipe.cfgScale) });

export interface InfoFacts {
  readonly body: GenerationBody;
  readonly order: GenerationRequest;
  /** As they are sent; undefined for a cell of a grid that was not painted. */
  readonly pictures: readonly (Pick<Picture, "recipe"> | undefined)[];
  /** Seed of the first picture: what was asked for, or drawn. */
  readonly seed: Seed;
  /** Drawn and told also where no variation uses it, as AUTOMATIC1111 does. */
  readonly subseed: Seed;
  /** What of the order did not act as expected. */
  readonly notes: readonly Pick<Problem, "message">[];
  /** `YYYYMMDDhhmmss`, the server's clock. */
  readonly timestamp: string;
  readonly version: string;
}

/**
 * The `info` text of an answer: JSON in JSON, floats as Python prints them. One entry of every list per picture. What
 * there is to say of the order is in `comments`, which AUTOMATIC1111 shows on its page and its API keeps to itself.
 * Source: AUTOMATIC1111 v1.10.1 `Processed.js`.
 */
export function printInfo({ body, order, pictures, seed, subseed, notes, timestamp, version }: InfoFacts): string {
  /** Pictures of a grid and of a loopback do not count their seeds up by one. */
  const isEachItsOwn = order.grid !== undefined || order.init?.passes !== undefined;
  const count = order.grid ? pictures.length : picturesOf(order);
  const all = <T>(of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i));
  const recipes = pictures.map((picture): Recipe => picture?.recipe ?? {});
  const recipe = recipes[0] ?? {};
  /** Every cell of a grid has its own. */
  const own = <K extends keyof Recipe>(key: K, usual: (i: number) => Recipe[K]) =>
    all((i) => (isEachItsOwn ? recipes[i]?.[key] : usual(i)) ?? null);
  const info = {
    prompt: body.prompt,
    all_prompts: own("prompt", () => body.prompt),
    negative_prompt: body.negative_prompt,
    all_negative_prompts: own("negativePrompt", () => body.negative_prompt),
    seed: seedJson(seed === -1 ? (recipe.seed ?? seed) : seed),
    all_seeds: own("seed", (i) => seedAfter(seed, i)).map((one) => one && seedJson(one)),
    subseed: seedJson(subseed),
    all_subseeds: all((i) => seedJson(seedAfter(subseed, i))),
    subseed_strength: body.subseed_strength,
    width: body.width,
    height: body.height,
    sampler_name: order.sampler,
    cfg_scale: body.cfg_scale,
    steps: body.steps,
    batch_size: body.batch_size,
    restore_faces: body.restore_faces ?? false,
    face_restoration_model: null,
    sd_model_name: recipe.checkpoint?.name ?? null,
    sd_model_hash: recipe.checkpoint?.hash?.slice(0, 10) ?? null,
    sd_vae_name: recipe.vae?.name ?? null,
    sd_vae_hash: recipe.vae?.hash?.slice(0, 10) ?? null,
    seed_resize_from_w: body.seed_resize_from_w,
    seed_resize_from_h: body.seed_resize_from_h,
    denoising_strength: body.denoising_strength,
    extra_generation_params: { "Schedule type": printScheduleType(order.sampler, order.schedule) },
    index_of_first_image: order.grid ? 1 : 0,
    infotexts: pictures.map((picture) => (picture ? apiInfotext(picture.recipe) : "")),
    styles: body.styles ?? [],
    job_timestamp: timestamp,
    clip_skip: order.clipSkip,
    is_using_inpainting_conditioning: false,
    version,
    ...(notes.length > 0 ? { comments: notes.map(({ message }) => message).join("\n") } : {}),
  };
  return printFloats(info, ["subseed_strength", "cfg_scale", "denoising_strength"]);
}

/** JSON whose named numbers keep their decimal point: Python clients tell `7.0` from `7`. */
function printFloats(value: Readonly<Record<string, unknown>>, floats: readonly string[]): string {
  const fields = Object.entries(value).map(([key, field]) => {
    const text = floats.includes(key) && typeof field === "number" ? printFloat(field) : JSON.stringify(field);
    return `${JSON.stringify(key)}: ${text}`;
  });
  return `{${fields.join(", ")}}`;
}

/** `20250309142530`, local time. */
export function timestampOf(date: Date): string {
  const parts = [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds()];
  return [date.getFullYear(), ...parts.map((part) => String(part).padStart(2, "0"))].join("");
}
