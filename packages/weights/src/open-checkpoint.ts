import { basename } from "node:path";
import type { DanfangError, Reason } from "@danfang/domain";
import { kindWithinEn, kindWithinZh } from "@danfang/words";
import { pipelineFolderOf, readPipelineFolder } from "./diffusers/read-folder.ts";
import { toLdmNames } from "./diffusers/to-ldm-names.ts";
import { encoderFindings } from "./encoder-findings.ts";
import { weightsErrors } from "./errors.ts";
import { type FamilyRules, type Prediction, type Sees, type Tensors, unetRoot } from "./families/family.ts";
import { familyNames, rulesOf } from "./families/index.ts";
import { identify } from "./identify/identify.ts";
import type { Identity } from "./identify/identity.ts";
import { type LdmConfig, mergeConfigs, readLdmYaml, readMetadataConfig } from "./ldm-config.ts";
import { type ModelHeader, readModelHeader } from "./model-header.ts";
import { packedError } from "./packing.ts";
import { decidePrediction, type PredictionSource } from "./prediction.ts";
import { type TensorScope, tensorScope, type WeightTensor } from "./tensor-scope.ts";
import { openTextEncoder, type TextEncoder } from "./text-encoder.ts";
import { type HeadRule, readUnetLayout, type UnetLayout } from "./unet-layout.ts";

/** A checkpoint as the engine needs it. No weight was read: tensors know where they lie in the file. */
export interface Checkpoint {
  readonly file: string;
  readonly identity: Identity;
  readonly unet: { readonly tensors: TensorScope; readonly layout: UnetLayout };
  /** In the order in which their outputs are joined to the UNet's context. */
  readonly text: readonly TextEncoder[];
  /**
   * Undefined where the file carries none. It runs in float32 whatever it is stored as, so XL's, which overflows in
   * float16, needs no second try here.
   */
  readonly vae: TensorScope | undefined;
  /** What the UNet is told beside the encoded text. */
  readonly conditioning: FamilyRules["conditioning"];
  readonly sees: Sees;
  readonly prediction: Prediction;
  /** `undecided`: nothing told, and `prediction` is a guess until the UNet was run. */
  readonly predictionFrom: PredictionSource;
  /** Whether it was trained on a schedule that ends in nothing but noise. */
  readonly zeroTerminalSnr: boolean;
  readonly betas: { readonly linearStart: number; readonly linearEnd: number; readonly timesteps: number };
  /** Latents are multiplied by it after encoding. */
  readonly scaleFactor: number;
  /** Width and height it was trained at, pixels. */
  readonly nativeSize: number;
  /** The same, by what it turns out to predict. */
  readonly nativeSizes: Readonly<Record<Prediction, number>>;
  /** Every tensor of the file, as the file calls it. */
  readonly stored: readonly WeightTensor[];
  /** What is unusual about it and can be painted with nevertheless. */
  readonly findings: readonly DanfangError[];
}

/** What the user knows better than the file. */
export interface CheckpointChoices {
  readonly prediction?: Prediction | undefined;
  readonly zeroTerminalSnr?: boolean | undefined;
}

/** Every family's. Source: CompVis `v1-inference.yaml`, SGM `LegacyDDPMDiscretization`. */
const defaultBetas = { linearStart: 0.00085, linearEnd: 0.012, timesteps: 1000 };

/**
 * Opens a checkpoint: a single LDM or diffusers file, or the folder of a diffusers pipeline. Finds out everything that
 * the graphs need, from the tensors' names and shapes, the `.yaml` beside the file, the header's metadata and the rules
 * of the family, in this order of trust for what shapes cannot tell.
 *
 * Errors: `formats/…`, `weights/notACheckpoint`, `weights/unsupportedFamily`, `weights/missingTensor`,
 * `weights/badHeads`, `weights/badConfiguration`, `weights/packedNumbers`, `weights/inputChannels`,
 * `weights/conditionWidth`.
 */
export async function openCheckpoint(path: string, choices?: CheckpointChoices): Promise<Checkpoint> {
  const folder = await pipelineFolderOf(path);
  if (folder === undefined) return readCheckpoint(path, await readModelHeader(path), await readLdmYaml(path), choices);
  const { header, config } = await readPipelineFolder(folder);
  return readCheckpoint(folder, header, config, choices);
}

/** {@link openCheckpoint} of a header that was read already, wherever it came from; `yaml` is what lay beside it. */
export function readCheckpoint(
  file: string,
  { metadata, tensors: stored }: ModelHeader,
  yaml?: LdmConfig,
  choices: CheckpointChoices = {},
): Checkpoint {
  const tensors = toLdmNames(stored);
  const identity = identify(tensors);
  const rules = rulesOf(identity.family);
  checkPacking(file, stored);
  const missing = (["unet", "textEncoder"] as const).filter((part) => !identity.parts.includes(part));
  if (identity.kind !== "checkpoint") throw weightsErrors.notACheckpoint({ file, found: foundText(identity) });
  if (!rules) throw weightsErrors.unsupportedFamily({ file, family: familyNames[identity.family] });
  if (missing.length > 0)
    throw weightsErrors.notACheckpoint({
      file,
      found: { en: `it has no ${missing.join(" and no ")}`, zh: `里面没有 ${missing.join("、")}` },
    });

  const told = readMetadataConfig(metadata);
  const config = mergeConfigs(yaml, told);
  const { prediction, from } = decidePrediction({
    user: choices.prediction,
    configuration: yaml,
    metadata: told,
    tensors,
    rules,
  });
  const unet = tensorScope(file, tensors.values(), unetRoot);
  const layout = readUnetLayout(unet, headRule(unet, config, rules));
  const text = rules.textEncoders.map((rule, i) =>
    openTextEncoder(file, tensors, rule, i === 0 ? config.textHeads : undefined),
  );
  checkWidths(file, layout, text);
  checkInputs(file, layout, rules, familyNames[identity.family]);
  checkCondition(file, layout, text, rules);
  const { nativeSize } = config;
  const nativeSizes = nativeSize === undefined ? rules.nativeSize : { epsilon: nativeSize, v: nativeSize };
  return {
    file,
    identity,
    unet: { tensors: unet, layout },
    text,
    vae: bakedVae(file, tensors),
    conditioning: rules.conditioning,
    sees: rules.sees,
    prediction,
    predictionFrom: from,
    zeroTerminalSnr: choices.zeroTerminalSnr ?? config.zeroTerminalSnr ?? tensors.has("ztsnr"),
    betas: {
      linearStart: config.linearStart ?? defaultBetas.linearStart,
      linearEnd: config.linearEnd ?? defaultBetas.linearEnd,
      timesteps: config.timesteps ?? defaultBetas.timesteps,
    },
    scaleFactor: config.scaleFactor ?? rules.scaleFactor,
    nativeSize: nativeSizes[prediction],
    nativeSizes,
    stored: [...stored.values()].map((entry) => ({ ...entry, file: entry.file ?? file })),
    findings: [
      ...text.flatMap(({ tensors: encoder }) => encoderFindings(encoder)),
      ...(from === "family" && prediction === "epsilon" && isNamedV(file)
        ? [weightsErrors.predictionByName({ file })]
        : []),
    ],
  };
}

/** Configurations first; then the shapes: SD 1.x's descendants with matrices for projections have heads as 2.x has. */
function headRule(unet: TensorScope, config: LdmConfig, rules: FamilyRules): HeadRule {
  if (config.unetHeadChannels !== undefined) return { channelsPerHead: config.unetHeadChannels };
  if (config.unetHeads !== undefined) return { heads: config.unetHeads };
  const projection = unet.names().find((name) => name.endsWith(".proj_in.weight"));
  const isMatrix = projection !== undefined && unet.tensor(projection).shape.length === 2;
  return isMatrix ? { channelsPerHead: 64 } : rules.heads;
}

/** Weights that are only right together with others beside them. Errors: `weights/packedNumbers`. */
function checkPacking(file: string, tensors: Tensors): void {
  const packed = packedError(file, tensors.keys());
  if (packed) throw packed;
}

/** What authors call models that predict v. A name is no proof: merges keep those of their parents. */
const isNamedV = (file: string): boolean => /v[-_ ]?pred(?:iction)?(?![a-z])/i.test(basename(file));

/** Channels beside the latent: a mask and the masked picture; a picture to edit. */
const shownBeside: Readonly<Record<Sees, number>> = { nothing: 0, inpainting: 5, edit: 4 };

/** Errors: `weights/inputChannels`. */
function checkInputs(file: string, { inChannels, outChannels }: UnetLayout, { sees }: FamilyRules, family: string) {
  const expected = outChannels + shownBeside[sees];
  if (inChannels !== expected) throw weightsErrors.inputChannels({ file, channels: inChannels, expected, family });
}

/** Numbers beside the pooled text: six of the picture's size, or five with the refiner's score, each of 256. */
const toldBeside: Readonly<Record<FamilyRules["conditioning"], number>> = {
  text: 0,
  sdxl: 6 * 256,
  "sdxl-refiner": 5 * 256,
};

/** Errors: `weights/conditionWidth`. */
function checkCondition(
  file: string,
  { labelWidth = 0 }: UnetLayout,
  text: readonly TextEncoder[],
  { conditioning }: FamilyRules,
): void {
  const pooled = conditioning === "text" ? 0 : text.reduce((sum, { pooledWidth = 0 }) => sum + pooledWidth, 0);
  const expected = pooled + toldBeside[conditioning];
  if (labelWidth !== expected) throw weightsErrors.conditionWidth({ file, width: labelWidth, expected });
}

/** Errors: `weights/notACheckpoint`. */
function checkWidths(file: string, { contextWidth }: UnetLayout, text: readonly TextEncoder[]): void {
  const width = text.reduce((sum, { layout }) => sum + layout.width, 0);
  if (contextWidth === width) return;
  const found = {
    en: `its text encoder is ${width} wide where its UNet wants ${contextWidth ?? "no text"}`,
    zh: `它的文本编码器宽 ${width}，而 UNet ${contextWidth === undefined ? "不读文字" : `要的是 ${contextWidth}`}`,
  };
  throw weightsErrors.notACheckpoint({ file, found });
}

function foundText({ kind, architecture }: Identity): Reason {
  if (kind === "unknown") return { en: "its tensors are of no known model", zh: "它的张量不属于任何认识的模型" };
  return {
    en: `it is ${kindWithinEn(kind)}${architecture === undefined ? "" : ` (${architecture})`}`,
    zh: `它是${kindWithinZh(kind)}${architecture === undefined ? "" : `（${architecture}）`}`,
  };
}

const vaePrefix = "first_stage_model.";

const bakedVae = (file: string, tensors: Tensors): TensorScope | undefined =>
  tensors.has(`${vaePrefix}decoder.conv_in.weight`) ? tensorScope(file, tensors.values(), vaePrefix) : undefined;

/** A VAE in a file of its own, or the one inside a whole checkpoint. Errors: `formats/…`, `weights/notAVae`. */
export const openVae = async (file: string): Promise<TensorScope> => readVae(file, await readModelHeader(file));

/** {@link openVae} of a header that was read already. Errors: `weights/notAVae`. */
export function readVae(file: string, { tensors: stored }: Pick<ModelHeader, "tensors">): TensorScope {
  checkPacking(file, stored);
  const tensors = toLdmNames(stored);
  if (tensors.has("decoder.conv_in.weight")) return tensorScope(file, tensors.values());
  const baked = bakedVae(file, tensors);
  if (baked) return baked;
  throw weightsErrors.notAVae({ file, found: foundText(identify(tensors)) });
}
