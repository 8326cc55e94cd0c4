import type { Command } from "./command.ts";
import type { OptionName } from "./options.ts";

export interface CommandEntry {
  /** What follows the name: `FILE…`. */
  readonly operands?: string;
  /** Options in the order of the help text, in groups with a title. */
  readonly options: Readonly<Partial<Record<OptionGroup, readonly OptionName[]>>>;
  /** Command lines that work as they stand. */
  readonly examples: readonly string[];
  /** Left out of the overview. */
  readonly isHidden?: true;
  /** Only now is the command's code read, so that help and mistakes answer at once. */
  readonly load: () => Promise<{ readonly command: Command }>;
}
export type OptionGroup = "picture" | "models" | "result" | "network" | "machine";

const machine = ["backend", "threads"] as const;

/** The commands there are, in the order of the overview. */
export const commands = {
  studio: {
    options: { network: ["host", "port", "open", "api-auth"], models: ["models", "home"], result: ["json"] },
    examples: [
      "danfang studio --open",
      "danfang studio --models ~/stable-diffusion-webui --port 8000",
      "danfang studio --host 0.0.0.0 --api-auth anna:secret",
    ],
    load: () => import("./commands/studio.ts"),
  },
  txt2img: {
    options: {
      picture: [
        ...(["prompt", "negative", "steps", "sampler", "schedule", "cfg", "seed", "width", "height"] as const),
        ...(["clip-skip", "batch-size", "batch-count", "rng", "eta-noise-seed-delta"] as const),
      ],
      models: ["model", "vae", "models", "home"],
      result: ["out", "save-latent", "json"],
      machine,
    },
    examples: [
      'danfang txt2img --prompt "red apple"',
      'danfang txt2img --prompt "cat face, 3d style" --sampler Euler --steps 12 --cfg 5 --seed 42 --out cat.png',
      'danfang txt2img --models ~/stable-diffusion-webui --model dreamshaper_8 --prompt "fox in snow" --batch-count 4',
    ],
    load: () => import("./commands/txt2img.ts"),
  },
  inspect: {
    operands: "FILE…",
    options: { result: ["json"] },
    examples: ["danfang inspect dreamshaper_8.safetensors", "danfang inspect *.safetensors --json"],
    load: () => import("./commands/inspect.ts"),
  },
  prompt: {
    operands: "TEXT|-",
    options: { picture: ["steps"], result: ["json", "jsonl"] },
    examples: ['danfang prompt "a (red:1.3) fox BREAK snow"', "danfang prompt - --jsonl < prompts.jsonl"],
    load: () => import("./commands/prompt.ts"),
  },
  bench: {
    options: { result: ["json"], machine },
    examples: ["danfang bench", "danfang bench --json > bench.json"],
    load: () => import("./commands/bench.ts"),
  },
  doctor: {
    options: { models: ["home"], result: ["json"], machine: ["backend"] },
    examples: ["danfang doctor"],
    load: () => import("./commands/doctor.ts"),
  },
  "first-light": {
    options: { models: ["home"], result: ["json"], machine },
    examples: ["danfang first-light"],
    load: () => import("./commands/first-light.ts"),
  },
} as const satisfies Record<string, CommandEntry>;
export type CommandName = keyof typeof commands;

/** Commands of the design that do not exist yet: asking for one is no spelling mistake. */
export const plannedCommands = ["img2img", "recipe", "models", "hub", "worker"] as const;
/** Option families that do not exist yet, by the beginning of their name. */
export const plannedOptions = ["hires-"] as const;
