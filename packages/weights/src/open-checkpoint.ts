import { openFile, readSafetensors, type Safetensors } from "@danfang/formats";
import { type ClipLayout, readClipLayout } from "./clip-layout.ts";
import { weightsErrors } from "./errors.ts";
import { type Family, familyNames, type Identity, identify } from "./identify.ts";
import { type LdmConfig, mergeConfigs, readLdmYaml, readMetadataConfig } from "./ldm-config.ts";
import { type TensorScope, tensorScope } from "./tensor-scope.ts";
import { type HeadRule, readUnetLayout, type UnetLayout } from "./unet-layout.ts";

/** A checkpoint as the engine needs it. No weight was read: tensors know where they lie in the file. */
export interface Checkpoint {
  readonly file: string;
  readonly identity: Identity;
  readonly unet: { readonly tensors: TensorScope; readonly layout: UnetLayout };
  readonly text: { readonly tensors: TensorScope; readonly layout: ClipLayout };
  /** Undefined where the file carries no VAE. */
  readonly vae: TensorScope | undefined;
  readonly prediction: "epsilon" | "v";
  readonly betas: { readonly linearStart: number; readonly linearEnd: number; readonly timesteps: number };
  /** Latents are multiplied by it after encoding. */
  readonly scaleFactor: number;
  /** Width and height it was trained at, pixels. */
  readonly nativeSize: number;
}

/** Source: CompVis `v1-inference.yaml`. */
const sdDefaults = { linearStart: 0.00085, linearEnd: 0.012, timesteps: 1000, scaleFactor: 0.18215 };
const sd1NativeSize = 512;

/** SD 1.x has 8 heads at every width; SD 2.x and XL, known by their matrix projections, 64 channels to a head. */
function headRule(unet: TensorScope, config: LdmConfig): HeadRule {
  if (config.unetHeadChannels !== undefined) return { channelsPerHead: config.unetHeadChannels };
  if (config.unetHeads !== undefined) return { heads: config.unetHeads };
  const projection = unet.names().find((name) => name.endsWith(".proj_in.weight"));
  const isMatrix = projection !== undefined && unet.tensor(projection).shape.length === 2;
  return isMatrix ? { channelsPerHead: 64 } : { heads: 8 };
}

function nativeSizeOf(metadata: Readonly<Record<string, string>>): number {
  const [, size] = /^(\d+)(x\d+)?$/.exec(metadata["modelspec.resolution"] ?? metadata.resolution ?? "") ?? [];
  const pixels = Number(size);
  return pixels >= 64 && pixels <= 2048 && pixels % 8 === 0 ? pixels : sd1NativeSize;
}

const textPrefixes = ["cond_stage_model.transformer.text_model.", "cond_stage_model.transformer."];
const runnable: ReadonlySet<Family> = new Set(["sd1"]);

/**
 * Opens a single-file LDM checkpoint (`.safetensors`) and finds out everything that the graphs need, from the tensors'
 * names and shapes, the `.yaml` beside it, the header's metadata and the rules of the family, in this order of trust
 * for what shapes cannot tell.
 *
 * Errors: `formats/…`, `weights/notACheckpoint`, `weights/unsupportedFamily`, `weights/missingTensor`,
 * `weights/badHeads`, `weights/badConfiguration`.
 */
export async function openCheckpoint(file: string): Promise<Checkpoint> {
  return readCheckpoint(file, await readHeader(file), await readLdmYaml(file));
}

/** {@link openCheckpoint} of a header that was read already, wherever it came from; `yaml` is what lay beside it. */
export function readCheckpoint(file: string, { metadata, tensors }: Header, yaml?: LdmConfig): Checkpoint {
  const identity = identify(tensors);
  const missing = (["unet", "textEncoder"] as const).filter((part) => !identity.parts.includes(part));
  if (identity.kind !== "checkpoint") throw weightsErrors.notACheckpoint({ file, found: foundText(identity) });
  if (!runnable.has(identity.family))
    throw weightsErrors.unsupportedFamily({ file, family: familyNames[identity.family] });
  if (missing.length > 0) throw weightsErrors.notACheckpoint({ file, found: `it has no ${missing.join(" and no ")}` });

  const config = mergeConfigs(yaml, readMetadataConfig(metadata));
  const all = [...tensors.values()];
  const unet = tensorScope(file, all, "model.diffusion_model.");
  const textPrefix = textPrefixes.find((prefix) => tensors.has(`${prefix}embeddings.token_embedding.weight`));
  const text = tensorScope(file, all, textPrefix);
  const clip = readClipLayout(text, config.textHeads);
  const layout = readUnetLayout(unet, headRule(unet, config));
  if (layout.contextWidth !== clip.width)
    throw weightsErrors.notACheckpoint({
      file,
      found: `its text encoder is ${clip.width} wide where its UNet wants ${layout.contextWidth ?? "no text"}`,
    });
  return {
    file,
    identity,
    unet: { tensors: unet, layout },
    text: { tensors: text, layout: clip },
    vae: identity.vae === "baked" ? tensorScope(file, all, "first_stage_model.") : undefined,
    prediction: config.prediction ?? "epsilon",
    betas: {
      linearStart: config.linearStart ?? sdDefaults.linearStart,
      linearEnd: config.linearEnd ?? sdDefaults.linearEnd,
      timesteps: config.timesteps ?? sdDefaults.timesteps,
    },
    scaleFactor: config.scaleFactor ?? sdDefaults.scaleFactor,
    nativeSize: nativeSizeOf(metadata),
  };
}

function foundText({ kind }: Identity): string {
  if (kind === "unknown") return "its tensors are of no known model";
  return `it is a ${kind === "textEncoder" ? "text encoder" : kind}`;
}

/** A VAE in a file of its own, or the one inside a whole checkpoint. Errors: `formats/…`, `weights/notACheckpoint`. */
export async function openVae(file: string): Promise<TensorScope> {
  const { tensors } = await readHeader(file);
  const all = [...tensors.values()];
  if (tensors.has("decoder.conv_in.weight")) return tensorScope(file, all);
  if (identify(tensors).vae === "baked") return tensorScope(file, all, "first_stage_model.");
  throw weightsErrors.notAVae({ file, found: foundText(identify(tensors)) });
}

type Header = Pick<Safetensors, "metadata" | "tensors">;

async function readHeader(file: string): Promise<Header> {
  const source = await openFile(file);
  try {
    return await readSafetensors(source);
  } finally {
    await source.close();
  }
}
