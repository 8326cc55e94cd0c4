import { extname } from "node:path";
import { DanfangError, type Problem, problemOf, type Recipe } from "@danfang/domain";
import { openFile, readImageText, readSafetensors, type Safetensors, sniff } from "@danfang/formats";
import type { Hashes } from "@danfang/library";
import { parseInfotext } from "@danfang/recipes";
import { type Checkpoint, familyNames, type Identity, identify, openCheckpoint } from "@danfang/weights";

/** What a file is, what is inside, where it goes. */
export interface Inspection {
  readonly path: string;
  readonly what: "model" | "image" | "unknown";
  readonly kind?: string;
  readonly family?: string;
  readonly baseModel?: string;
  readonly precision?: string;
  readonly vae?: "baked" | "none";
  readonly sizeBytes?: number;
  readonly parameters?: number;
  /** What each part is, in a few words: `unet` → `320 wide, 4 levels, 8 heads`. */
  readonly parts?: Readonly<Record<string, string>>;
  /** Whether nothing in it can run when it is loaded. */
  readonly safe?: boolean;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly hashes?: Readonly<Record<string, string>>;
  readonly place?: Readonly<Record<string, string>>;
  readonly recipe?: Recipe;
  readonly findings: readonly Pick<Problem, "code" | "message">[];
}

/** Where each kind goes. Source: AUTOMATIC1111 `paths_internal`; ComfyUI `folder_paths.py`. */
const places: Readonly<Record<string, { webui: string; comfyui: string }>> = {
  checkpoint: { webui: "models/Stable-diffusion", comfyui: "models/checkpoints" },
  vae: { webui: "models/VAE", comfyui: "models/vae" },
  lora: { webui: "models/Lora", comfyui: "models/loras" },
  embedding: { webui: "embeddings", comfyui: "models/embeddings" },
  hypernetwork: { webui: "models/hypernetworks", comfyui: "models/hypernetworks" },
  unet: { webui: "models/Stable-diffusion", comfyui: "models/diffusion_models" },
  textEncoder: { webui: "models/text_encoder", comfyui: "models/text_encoders" },
};

const imageKinds: ReadonlySet<string> = new Set(["png", "jpeg", "webp"]);
/** Pictures are read whole. */
const largestImage = 256 * 1024 * 1024;

const headsOf = (checkpoint: Checkpoint): string => {
  const modules = [...checkpoint.unet.layout.input, checkpoint.unet.layout.middle].flat();
  const heads = [...new Set(modules.flatMap((m) => (m.kind === "transformer" ? [m.heads] : [])))];
  return heads.join("/");
};

function partsOf(checkpoint: Checkpoint): Record<string, string> {
  const { layout } = checkpoint.unet;
  const { width, layers, heads } = checkpoint.text.layout;
  const encoder = checkpoint.vae?.has("encoder") ? "encoder and decoder" : "decoder";
  return {
    unet: `${layout.modelChannels} wide, ${layout.levels} levels, ${headsOf(checkpoint)} heads, context ${layout.contextWidth ?? 0}`,
    textEncoder: `CLIP, ${width} wide, ${layers} layers, ${heads} heads`,
    ...(checkpoint.vae ? { vae: encoder } : {}),
  };
}

async function inspectSafetensors(path: string, file: Safetensors, hashes: Hashes): Promise<Inspection> {
  const identity: Identity = identify(file.tensors);
  const findings: Pick<Problem, "code" | "message">[] = [];
  let parts: Record<string, string> = {};
  if (identity.kind === "checkpoint")
    try {
      parts = partsOf(await openCheckpoint(path));
    } catch (error) {
      if (!(error instanceof DanfangError)) throw error;
      findings.push({ code: error.code, message: `${error.message} ${error.hint}` });
    }
  const sha256 = await hashes.sha256(path);
  const { kind, family, precision, parameters, vae } = identity;
  const place = places[kind];
  return {
    path,
    what: "model",
    kind,
    family,
    baseModel: familyNames[family],
    precision,
    parameters,
    ...(kind === "checkpoint" ? { vae } : {}),
    sizeBytes: file.source.size,
    parts,
    safe: true,
    metadata: file.metadata,
    hashes: { sha256, autoV2: sha256.slice(0, 10) },
    ...(place ? { place } : {}),
    findings,
  };
}

/**
 * Says what a file is. Total for files that can be read: what is broken about one is a finding.
 *
 * Errors: `formats/fileMissing`, `formats/notAFile`, `formats/unreadable`.
 */
export async function inspect(path: string, hashes: Hashes): Promise<Inspection> {
  const source = await openFile(path);
  try {
    const kind = await sniff(source);
    const sizeBytes = source.size;
    if (imageKinds.has(kind)) {
      if (sizeBytes > largestImage) return { path, what: "image", kind, sizeBytes, findings: [] };
      const infotext = readImageText(await source.read(0, sizeBytes), path);
      if (infotext === undefined) return { path, what: "image", kind, sizeBytes, safe: true, findings: [] };
      const { value, findings } = parseInfotext(infotext);
      const told = findings.map(({ code }) => ({ code, message: code }));
      return {
        path,
        what: "image",
        kind,
        sizeBytes,
        safe: true,
        recipe: value,
        metadata: { infotext },
        findings: told,
      };
    }
    if (kind === "torchZip" || kind === "torchPickle")
      return { path, what: "model", kind: "unknown", sizeBytes, safe: false, findings: [torchFinding(path)] };
    if (kind !== "safetensors" && extname(path).toLowerCase() !== ".safetensors")
      return { path, what: "unknown", kind, sizeBytes, findings: [] };
    return await inspectSafetensors(path, await readSafetensors(source), hashes);
  } catch (error) {
    if (!(error instanceof DanfangError)) throw error;
    const { code, message, hint } = problemOf(error);
    return { path, what: "unknown", sizeBytes: source.size, findings: [{ code, message: `${message} ${hint}` }] };
  } finally {
    await source.close();
  }
}

const torchFinding = (path: string) => ({
  code: "workbench/torchNotReadYet",
  message: `${path} is a PyTorch file (.ckpt, .pt). Such files can hold programs; reading them safely comes in a later version.`,
});
