/** What a link hands on, or an input says. Names are ours; `usualInputs` and rows say what nodes call it. */
export type Facet =
  | ("model" | "clip" | "vae" | "positive" | "negative" | "conditioning" | "latent" | "image" | "pipe" | "any")
  | (
      | "guider"
      | "sigmas"
      | "noise"
      | "samplerNode"
      | "loraStack"
      | "controls"
      | "control"
      | "upscaleModel"
      | "upscaler"
      | "script"
    )
  | (
      | "seed"
      | "steps"
      | "cfg"
      | "sampler"
      | "schedule"
      | "denoise"
      | "guidance"
      | "clipSkip"
      | "startStep"
      | "refineStep"
    )
  | ("checkpoint" | "refiner" | "vaeName" | "controlName" | "upscalerName" | "upscaleMethod" | "detector")
  | ("width" | "height" | "scale" | "strength" | "start" | "end" | "secondCfg" | "text" | "value");

/** What a node does to the picture. Loaders, encoders and values do nothing of this kind: their inputs say what they are. */
type Role =
  /** Makes a latent, or a picture, out of noise. */
  | "sample"
  /** Samples over a picture that it makes larger itself. */
  | "sampleLarger"
  | "upscale"
  /** Paints parts of a picture again. */
  | "detail"
  | "loadPicture"
  | "save"
  | "preview"
  /** Turns a conditioning into none. */
  | "zero";

/** Which of its inputs a node hands on. `#` stands for a number, counted from 1. */
type Choice =
  /** The first that is connected. */
  | { readonly first: string }
  /** That whose number the input `by` says, counted from `from` (1). */
  | { readonly by: string; readonly numbered: string; readonly from?: number }
  /** That which belongs to the value of `by`; a literal key is compared as text. */
  | { readonly by: string; readonly cases: Readonly<Record<string, string>> };

/** A text made of others. */
export type TextRule =
  | {
      /** Inputs in their order; `#` stands for numbers. */
      readonly join: string;
      /** The input that holds what stands between; else `between`. */
      readonly by?: string;
      readonly between?: string;
      readonly skipsEmpty?: boolean;
      /** The input that says whether white space around each part goes. */
      readonly trimmedIf?: string;
    }
  | { readonly replaceIn: string; readonly find: string; readonly by: string };

/** How a node names LoRAs. `#` stands for a number: `lora_name_1`, or with two digits `lora_01`. */
export type LoraRule =
  | {
      readonly names: string;
      readonly weights: string;
      readonly clipWeights?: string;
      /** The LoRA acts on the model alone. */
      readonly isModelOnly?: boolean;
      readonly switches?: string;
      /** The input that says how many of them count. */
      readonly count?: string;
      /** The input that switches all of them off with `false` or `Off`. */
      readonly switch?: string;
      /** Where one input says `simple`, weights are these, for both. */
      readonly simple?: { readonly by: string; readonly weights: string };
    }
  /** Inputs that are objects, each a LoRA. */
  | { readonly objects: true }
  /** A list of objects under this name; else the tags in the text under the other. */
  | { readonly list: string; readonly tags: string }
  /** `<lora:…>` in the text under this name; the first number acts on the model. */
  | { readonly tags: string };

/** A size that is chosen from a list, `1024x1024 (1.0)`. */
interface SizeRule {
  readonly chosen: string;
  /** The input that swaps both sides. */
  readonly swappedIf?: string;
  /** Inputs that win where they are above zero. */
  readonly over?: readonly [string, string];
}

/** A script that makes a sampler paint again over a larger picture. */
interface HiresRule {
  readonly scale: string;
  readonly steps: string;
  readonly denoise: string;
  /** The input that says which of the others names the upscaler. */
  readonly upscaler: { readonly by: string; readonly cases: Readonly<Record<string, string>> };
}

/** What is known of one type of nodes. Names of inputs stand between blanks. */
export interface NodeRow {
  /** Its widgets, in the order in which a workflow saves their values; `{lora}` are objects, each one an input. */
  readonly widgets?: string;
  /** What each output hands on, in order. */
  readonly outputs?: string;
  readonly does?: Role;
  /** Inputs that are called otherwise than usual; an empty text: it has none. */
  readonly inputs?: Partial<Record<Facet, string>>;
  /** What is so without an input. */
  readonly says?: Partial<Record<Facet, string>>;
  /** Inputs with prompts, by what they become. */
  readonly prompts?: Partial<Record<"conditioning" | "positive" | "negative", string>>;
  readonly chooses?: Choice;
  readonly text?: TextRule;
  readonly loras?: LoraRule;
  readonly size?: SizeRule;
  readonly hires?: HiresRule;
  /** Several things at once: only what is asked for is followed through it. */
  readonly isBundle?: boolean;
}
export type NodeTable = Readonly<Record<string, NodeRow>>;
