import type { Recipe } from "@danfang/domain";
import { parsePythonNumber } from "../../python.ts";
import type { Finding } from "../../reading.ts";
import { writersFindings } from "../findings.ts";
import { Notes } from "./notes.ts";
import { type PlannedNetwork, planNetworks } from "./plan-networks.ts";
import { type PlannedHires, type PlannedPass, planFirstPass, planHires, type Size } from "./plan-passes.ts";
import { between } from "./ranges.ts";

/** Everything that the graph needs, with nothing missing. */
export interface GraphPlan {
  readonly checkpoint: string;
  readonly vae: string | undefined;
  readonly networks: readonly PlannedNetwork[];
  /** As ComfyUI counts from the end: −2 for AUTOMATIC1111's 2. */
  readonly clipLayer: number | undefined;
  readonly isSdxl: boolean;
  /** Of a model that was distilled. */
  readonly guidance: number | undefined;
  readonly size: Size;
  readonly batchSize: number;
  readonly first: PlannedPass;
  /** What painting starts from, where it is no empty latent. */
  readonly start: "picture" | "maskedPicture" | undefined;
  readonly isMaskInverted: boolean;
  readonly hires: PlannedHires | undefined;
  readonly findings: readonly Finding[];
}

/** What the starter and every checkpoint of its family is made for, pixels. */
const usualSide = 512;

/** A recipe as a graph can have it. Total. */
export function planOf(recipe: Recipe): GraphPlan {
  const notes = new Notes();
  const { extra = {}, checkpoint, vae } = recipe;
  const isSdxl = isOfSdxl(recipe);
  const side = (name: "width" | "height") => between("side", notes.filled(name, recipe[name], usualSide));
  const size = { width: side("width"), height: side("height") };
  const first = planFirstPass(recipe, notes);
  const start = startOf(recipe);
  if (start !== undefined) tellOfStart(start, notes);
  const plan = {
    checkpoint: checkpoint?.name
      ? notes.file(checkpoint.name)
      : notes.filled("checkpoint", undefined, "model.safetensors"),
    vae: vae?.name && notes.file(vae.name),
    networks: planNetworks(recipe, notes),
    clipLayer: clipLayerOf(recipe, isSdxl),
    isSdxl,
    guidance: guidanceOf(extra["Distilled CFG Scale"]),
    size,
    batchSize: between("batch", parsePythonNumber(extra["Batch size"] ?? "") ?? 1),
    first,
    start,
    isMaskInverted: extra["Mask mode"] === "Inpaint not masked",
    hires: recipe.hires && planHires(recipe, recipe.hires, first, size, notes),
  };
  return { ...plan, findings: notes.findings };
}

function guidanceOf(written: string | undefined): number | undefined {
  const guidance = written === undefined ? undefined : parsePythonNumber(written);
  return guidance === undefined ? undefined : between("guidance", guidance);
}

function tellOfStart(start: NonNullable<GraphPlan["start"]>, notes: Notes): void {
  const files = ["init.png", ...(start === "maskedPicture" ? ["mask.png"] : [])];
  notes.tell(writersFindings.comfyPictures({ files }), writersFindings.comfySteps({}));
}

/** With hires fix the strength is the second pass's. */
function startOf({ denoisingStrength, hires, extra = {} }: Recipe): GraphPlan["start"] {
  if (hires !== undefined || denoisingStrength === undefined) return undefined;
  return Object.keys(extra).some((key) => /^Mask/.test(key)) ? "maskedPicture" : "picture";
}

/** AUTOMATIC1111's clip skip does nothing with SDXL, whose text encoders end one layer early in both programs. */
function clipLayerOf({ clipSkip = 1 }: Recipe, isSdxl: boolean): number | undefined {
  return clipSkip < 2 || (isSdxl && clipSkip > 2) ? undefined : -between("clipLayer", clipSkip);
}

/** By the AIR of its checkpoint, else by what the checkpoint is called. */
function isOfSdxl({ checkpoint }: Recipe): boolean {
  const ecosystem = /^urn:air:([^:]+):/.exec(checkpoint?.air ?? "")?.[1];
  if (ecosystem !== undefined) return /^(sdxl|pony|illustrious|noobai)/i.test(ecosystem);
  return /sdxl|xl(?![a-z])|pony|illustrious|noobai/i.test(checkpoint?.name ?? "");
}
