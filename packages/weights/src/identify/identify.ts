import { defined } from "@danfang/domain";
import { type TensorTable, tensorTable } from "@danfang/formats";
import { toLdmNames } from "../diffusers/to-ldm-names.ts";
import type { Tensors } from "../families/family.ts";
import { type Family, familyOf } from "../families/index.ts";
import type { ModelHeader } from "../model-header.ts";
import type { Identity, IdentityOverride } from "./identity.ts";
import { loraFacts, loraMatch } from "./lora-match.ts";
import { familyOfMetadata, variantOfMetadata } from "./metadata.ts";
import { type Outline, outlineOf } from "./outline.ts";
import { type Parts, partsOf } from "./parts.ts";
import { precisionOf } from "./precision.ts";
import { firstMatch, type Match, type Rule } from "./rule.ts";
import { controlRules } from "./rules/controls.ts";
import { otherRules } from "./rules/others.ts";
import { pictureRules } from "./rules/pictures.ts";
import { encoderRules } from "./rules/text-encoders.ts";
import { transformerRules } from "./rules/transformers.ts";
import { unetRules } from "./rules/unets.ts";
import { vaeRules } from "./rules/vaes.ts";
import { smallFile } from "./small-files.ts";
import { describeUnknown } from "./unknown-network.ts";

/**
 * Says what a file is from the names, shapes and number formats in its header, and where these leave something open from
 * what its author wrote there; `override` is what a person said. Total.
 */
export const identify = (
  tensors: Tensors,
  metadata: ModelHeader["metadata"] = {},
  override?: IdentityOverride,
): Identity => identifyTable(tensorTable(tensors.values()), metadata, override);

/** {@link identify} of a header that was scanned: for whoever judges thousands of files. */
export function identifyTable(
  table: TensorTable,
  metadata: ModelHeader["metadata"] = {},
  override?: IdentityOverride,
): Identity {
  const outline = outlineOf(table);
  const parts = partsOf(outline);
  const judged = withMetadata(judge(table, outline, parts), outline, metadata);
  const identity: Identity = {
    ...judged,
    ...precisionOf(table, outline),
    vae: parts.has.includes("vae") ? "baked" : "none",
    parts: parts.has,
    ...defined({
      lora: judged.kind === "lora" ? loraFacts(table, outline, metadata) : undefined,
      unknown: judged.kind === "unknown" && table.size > 0 ? describeUnknown(outline) : undefined,
    }),
  };
  return override ? withOverride(identity, override) : identity;
}

/** What was left open between families is open no longer where a person named one. */
function withOverride({ orFamilies, ...identity }: Identity, override: IdentityOverride): Identity {
  const open = override.family === undefined ? defined({ orFamilies }) : {};
  return { ...identity, ...open, ...override, confidence: "certain", evidence: ["said by a person"] };
}

type Judged = Pick<Identity, "kind" | "family" | "variant" | "architecture" | "confidence" | "evidence" | "orFamilies">;

const unknown: Judged = { kind: "unknown", family: "unknown", confidence: "unknown", evidence: [] };

function judge(table: TensorTable, outline: Outline, parts: Parts): Judged {
  const special = smallFile(outline) ?? controlOf(outline) ?? loraMatch(table, outline);
  if (special) return judgedAs(special);
  const restoring = firstMatch(wholeFileRules, outline);
  if (restoring) return judgedAs(restoring);
  const denoiser = denoiserOf(outline, parts);
  if (denoiser)
    return denoiser.rule.kind === "unet" && isCheckpoint(parts) ? checkpoint(denoiser, parts) : judgedAs(denoiser);
  const toy = parts.isLdmCheckpoint ? familyOfNames(table) : "unknown";
  if (toy !== "unknown")
    return { ...unknown, kind: "checkpoint", family: toy, confidence: "likely", evidence: parts.evidence };
  const other = bestOf(outline, vaeRules, encoderRules, pictureRules, otherRules);
  return other ? judgedAs(other) : isUnet(outline, parts) ? { ...unknown, kind: "unet" } : unknown;
}

/** The first ControlNets were saved together with the checkpoint that they steer. */
const controlOf = (outline: Outline): Match | undefined =>
  llliteOf(outline) ??
  firstMatch(controlRules, outline.has("control_model") ? outline.part(["control_model."]) : outline) ??
  firstMatch(controlRules, outline);

/** Source: kohya-ss/sd-scripts `control_net_lllite`; its names have no dots to be told by. */
function llliteOf({ patterns }: Outline): Match | undefined {
  const name = [...patterns].find((pattern) => /^lllite_(?:unet|dit)_/.test(pattern));
  if (name === undefined) return undefined;
  const family = name.startsWith("lllite_dit") ? "anima" : "sdxl";
  const rule: Rule = { kind: "controlNet", family, architecture: "ControlNet-LLLite", has: [] };
  return { rule, confidence: "certain", evidence: [name] };
}

/** Networks that have a checkpoint's parts, and paint nothing from words. */
const wholeFileRules = pictureRules.filter(({ architecture }) => architecture === "LDSR");

/** The first that is certain, else the first of all. */
function bestOf(outline: Outline, ...lists: readonly (readonly Rule[])[]): Match | undefined {
  const matches = lists.map((rules) => firstMatch(rules, outline)).filter((match) => match !== undefined);
  return matches.find(({ confidence }) => confidence === "certain") ?? matches[0];
}

const denoiserOf = (outline: Outline, { denoiser }: Parts): Match | undefined =>
  (denoiser && bestOf(denoiser, unetRules, transformerRules)) ?? bestOf(outline, unetRules, transformerRules);

const isCheckpoint = ({ has }: Parts) => has.includes("vae") || has.includes("textEncoder");

/** Blocks as a UNet has them, whatever they are as wide as. */
const isUnet = (outline: Outline, { denoiser = outline }: Parts): boolean =>
  ["input_blocks.#.#", "down_blocks.#.resnets.#"].some((path) => denoiser.has(path)) &&
  ["output_blocks.#.#", "up_blocks.#.resnets.#", "time_embed", "time_embedding"].some((path) => denoiser.has(path));

function judgedAs({ rule, confidence, evidence }: Match): Judged {
  const { kind, family, variant, architecture, or } = rule;
  return { kind, family, confidence, evidence, ...defined({ variant, architecture, orFamilies: or }) };
}

function checkpoint(denoiser: Match, parts: Parts): Judged {
  const judged = judgedAs(denoiser);
  const family = parts.isAlt && judged.family === "sd1" ? "alt-diffusion" : judged.family;
  return { ...judged, kind: "checkpoint", family, evidence: [...judged.evidence, ...parts.evidence].slice(0, 6) };
}

/** By the names alone, for checkpoints of unusual widths that are built as the known ones. */
function familyOfNames(table: TensorTable): Family {
  const rows = Array.from({ length: table.size }, (_, row) => row);
  const tensors = rows.map((row) => ({
    name: table.name(row),
    dtype: table.dtype(row),
    shape: table.shape(row),
    offset: 0,
    length: 0,
  }));
  return familyOf(toLdmNames(new Map(tensors.map((tensor) => [tensor.name, tensor]))));
}

/** What the author wrote decides where the tensors leave a choice, never against them. */
function withMetadata(judged: Judged, outline: Outline, metadata: ModelHeader["metadata"]): Judged {
  const told = familyOfMetadata(metadata);
  const variant = judged.variant === undefined ? variantIn(outline, metadata) : undefined;
  const named: Judged = variant
    ? { ...judged, variant: variant.variant, evidence: [...judged.evidence, variant.told] }
    : judged;
  const { orFamilies = [], ...settled } = named;
  if (!told || named.kind === "unknown") return named;
  const isOpen = named.family === "unknown" || orFamilies.length > 0;
  const isPossible = orFamilies.length === 0 || orFamilies.includes(told.family) || named.family === told.family;
  if (!isOpen || !isPossible) return named;
  return { ...settled, family: told.family, confidence: "likely", evidence: [...named.evidence, told.told] };
}

/** A mark among the tensors, else the author's words. */
function variantIn(outline: Outline, metadata: ModelHeader["metadata"]) {
  const mark = marks.find(([path]) => outline.has(path) || outline.has(`model.diffusion_model.${path}`));
  return mark ? { variant: mark[1], told: mark[0] } : variantOfMetadata(metadata);
}

/** Source: ComfyUI `supported_models`; diffusers `TimestepEmbedding.cond_proj`, by which LCMs are told their guidance. */
const marks: readonly (readonly [path: string, variant: string])[] = [
  ["v_pred", "v-prediction"],
  ["time_embed.cond_proj", "lcm"],
  ["time_embedding.cond_proj", "lcm"],
];
