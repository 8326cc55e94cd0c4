import type { Outline } from "./outline.ts";

/** What a checkpoint is made of, by what its tensors' names begin with. */
export interface Parts {
  /** What paints, without its prefix; undefined where the file has no prefixes. */
  readonly denoiser: Outline | undefined;
  readonly has: readonly ("unet" | "textEncoder" | "vae")[];
  /** The first tensor of each part. */
  readonly evidence: readonly string[];
  /** Whether it is laid out as LDM and diffusers lay out UNets with their text encoder. */
  readonly isLdmCheckpoint: boolean;
  /** Whether its text encoder is AltCLIP. */
  readonly isAlt: boolean;
}

const prefixes = {
  unet: ["model.diffusion_model.", "unet."],
  textEncoder: ["cond_stage_model.", "conditioner.embedders.", "text_encoders.", "text_encoder.", "text_encoder_#."],
  vae: ["first_stage_model.", "vae."],
} as const;

/** A file of one part is that part; here are those of several. */
export function partsOf(outline: Outline): Parts {
  const patterns = [...outline.patterns];
  const first = (part: keyof typeof prefixes) =>
    patterns.find((pattern) => pattern.includes(".") && prefixes[part].some((prefix) => pattern.startsWith(prefix)));
  const has = (["unet", "textEncoder", "vae"] as const).filter((part) => first(part) !== undefined);
  const denoiser = has.includes("unet")
    ? outline.part(prefixes.unet)
    : has.length > 0 && outline.has("transformer")
      ? outline.part(["transformer."])
      : undefined;
  return {
    denoiser,
    has,
    evidence: has.flatMap((part) => {
      const name = outline.nameOf(first(part) ?? "");
      return part === "unet" || name === undefined ? [] : [name];
    }),
    isLdmCheckpoint: has.includes("unet") && has.includes("textEncoder"),
    isAlt: outline.has("cond_stage_model.roberta"),
  };
}
