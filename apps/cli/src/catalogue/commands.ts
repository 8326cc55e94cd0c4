import { pathsOf } from "@danfang/domain/plain";
import { optionsOf } from "./field-options.ts";
import type { OptionName } from "./options.ts";

export interface CommandEntry {
  /** What follows the name: `FILE…`. */
  readonly operands?: string;
  /** Options in the order of the help text, in groups with a title. */
  readonly options: Readonly<Partial<Record<OptionGroup, readonly OptionName[]>>>;
  /** Command lines that work as they stand. */
  readonly examples: readonly string[];
  /** It only looks and tells, so that the first Ctrl-C ends it where it is; the others stop in good order. */
  readonly endsAtOnce?: true;
  /** Left out of the overview. */
  readonly isHidden?: true;
}
export type OptionGroup =
  | "grid"
  | "picture"
  | "start"
  | "outpaint"
  | "loopback"
  | "upscale"
  | "mask"
  | "variation"
  | "hires"
  | "refiner"
  | "knobs"
  | "compatibility"
  | "models"
  | "result"
  | "network"
  | "machine";

const machine = ["backend", "threads"] as const;
const picture = [
  "prompt",
  "negative",
  "style",
  "steps",
  "sampler",
  "schedule",
  "cfg",
  "seed",
  "width",
  "height",
  "batch-size",
  "batch-count",
  "clip-skip",
  "rng",
  "eta-noise-seed-delta",
  "cfg-rescale",
  "emphasis",
  "tiling",
] as const;
const start = ["init", "denoise", "resize", "noise-multiplier", "image-cfg", "color-correction"] as const;
const mask = [
  "mask",
  "mask-blur",
  "mask-invert",
  "mask-content",
  "mask-area",
  "mask-padding",
  "mask-soft",
  "mask-conditioning",
  "soft-inpainting",
  ...optionsOf(pathsOf("soft")),
] as const;
const hires = optionsOf(pathsOf("hires"));
const painting = {
  variation: ["variation-seed", "variation-strength", "seed-resize"],
  refiner: optionsOf(pathsOf("refiner")),
  knobs: optionsOf(pathsOf("knobs")),
  compatibility: optionsOf(pathsOf("compatibility")),
  models: ["model", "vae", "models", "home"],
  result: ["out", "save-latent", "json"],
  machine,
} as const;

/** The commands there are, in the order of the overview. */
export const commands = {
  studio: {
    options: {
      network: ["host", "port", "open", "api-auth-file", "api-auth", "cors-allow-origins", "cors-allow-origins-regex"],
      models: ["models", "home"],
      result: ["json"],
    },
    examples: [
      "danfang studio --open",
      "danfang studio --models ~/stable-diffusion-webui --port 8000",
      "danfang studio --host 0.0.0.0 --api-auth-file ~/danfang-auth.txt",
    ],
  },
  txt2img: {
    options: {
      picture,
      hires,
      ...painting,
    },
    examples: [
      'danfang txt2img --prompt "red apple"',
      'danfang txt2img --prompt "cat face, 3d style" --sampler Euler --steps 12 --cfg 5 --seed 42 --out cat.png',
      'danfang txt2img --models ~/stable-diffusion-webui --model dreamshaper_8 --prompt "fox in snow" --batch-count 4',
      'danfang txt2img --prompt "red apple" --hires-scale 2 --hires-upscaler Lanczos --hires-denoise 0.5',
    ],
  },
  img2img: {
    options: {
      start,
      mask,
      loopback: ["loops", "final-denoise", "loop-curve"],
      picture,
      ...painting,
    },
    examples: [
      'danfang img2img --init apple.png --prompt "green apple" --denoise 0.6',
      'danfang img2img --init photo.png --mask hole.png --mask-content fill --prompt "red apple"',
      'danfang img2img --init photo.png --mask hole.png --mask-blur 24 --soft-inpainting --prompt "red apple"',
    ],
  },
  outpaint: {
    options: {
      outpaint: ["left", "right", "up", "down", "fill", "seam-blur", "falloff", "color-variation"],
      start,
      picture,
      ...painting,
    },
    examples: [
      'danfang outpaint --init apple.png --left 64 --right 64 --prompt "red apple" --denoise 0.8',
      'danfang outpaint --init photo.png --up 128 --fill fill --prompt "blue sky" --out wider.png',
    ],
  },
  upscale: {
    operands: "FILE…",
    options: {
      upscale: ["upscaler", "scale", "size", "second-upscaler", "second-visibility", "overlap"],
      start: ["denoise", "noise-multiplier", "color-correction"],
      picture,
      ...painting,
    },
    examples: [
      "danfang upscale apple.png",
      "danfang upscale *.png --upscaler R-ESRGAN --scale 4 --out larger/",
      'danfang upscale apple.png --scale 2 --prompt "red apple" --denoise 0.3',
    ],
  },
  grid: {
    options: {
      grid: ["x", "y", "z", "margin", "no-legend", "vary-seeds", "keep-random-seeds"],
      picture,
      start,
      mask,
      hires,
      ...painting,
      result: ["out", "json"],
    },
    examples: [
      'danfang grid --prompt "red apple" --x "CFG Scale: 3, 5, 7" --y "Steps: 10, 20"',
      'danfang grid --prompt "fox in snow" --x "Checkpoint name: dreamshaper_8, anything-v5" --y "Seed: 1-4" --out fox.png',
      'danfang grid --prompt "red apple" --x "Prompt S/R: red, green, blue" --y "Sampler: Euler a, Heun"',
    ],
  },
  inspect: {
    operands: "FILE|FOLDER|URL…",
    options: { result: ["tensors", "hash", "json"] },
    examples: [
      "danfang inspect dreamshaper_8.safetensors",
      "danfang inspect ~/Downloads",
      "danfang inspect model.ckpt --tensors --json",
    ],
    endsAtOnce: true,
  },
  prompt: {
    operands: "TEXT|-",
    options: { picture: ["steps"], result: ["json", "jsonl"] },
    examples: [
      'danfang prompt "a (red:1.3) fox BREAK snow"',
      'danfang prompt "a [cat:fox:0.5] AND ink:0.7 <lora:snow:0.8>" --steps 20',
      "danfang prompt - --jsonl < prompts.jsonl",
    ],
    endsAtOnce: true,
  },
  recipe: {
    operands: "read FILE|-, write FILE|-",
    options: { result: ["as", "json", "jsonl"] },
    examples: [
      "danfang recipe read picture.png",
      "danfang recipe read - --json < infotext.txt",
      "danfang recipe write picture.png --as comfyui > graph.json",
    ],
    endsAtOnce: true,
  },
  models: {
    operands:
      "list, scan, hash [NAME…], verify [NAME…], duplicates, place FILE…, shelve NAME…, restore NAME…, undo [ID]",
    options: {
      models: [
        "kind",
        "family",
        "search",
        "limit",
        "cursor",
        "into",
        "move",
        "copy",
        "link",
        "dry-run",
        "models",
        "home",
      ],
      result: ["json"],
    },
    examples: [
      "danfang models list --kind lora --search 水墨",
      "danfang models verify dreamshaper_8",
      "danfang models place ~/Downloads/*.safetensors --dry-run",
      "danfang models duplicates --models ~/stable-diffusion-webui --json",
    ],
  },
  bench: {
    options: { result: ["json"], machine },
    examples: ["danfang bench", "danfang bench --json > bench.json"],
  },
  doctor: {
    options: { models: ["home"], result: ["json"], machine: ["backend"] },
    examples: ["danfang doctor"],
    endsAtOnce: true,
  },
  "first-light": {
    options: { models: ["home"], result: ["json"], machine },
    examples: ["danfang first-light"],
  },
} as const satisfies Record<string, CommandEntry>;
export type CommandName = keyof typeof commands;
export const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name);

/** Commands of the design that do not exist yet: asking for one is no spelling mistake. */
export const plannedCommands = ["hub", "worker"] as const;
