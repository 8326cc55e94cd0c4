import { DanfangError, type Problem, type Recipe } from "@danfang/domain";
import {
  type ByteSource,
  openFile,
  openHttp,
  readImageText,
  type Safetensors,
  sniff,
  type TorchFile,
} from "@danfang/formats";
import type { Hashes } from "@danfang/library";
import { parseInfotext } from "@danfang/recipes";
import {
  type Checkpoint,
  familyNames,
  identify,
  openCheckpoint,
  readCheckpoint,
  readModelSource,
} from "@danfang/weights";

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
  /** Names that a PyTorch file asks for, `module.name`; of an unsafe one, those that no model needs. */
  readonly globals?: readonly string[];
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly hashes?: Readonly<Record<string, string>>;
  readonly place?: Readonly<Record<string, string>>;
  readonly recipe?: Recipe;
  readonly findings: readonly Finding[];
}

/** What is wrong with a file, and what to do about it, in one sentence or two; the facts are for other languages. */
export type Finding = Pick<Problem, "code" | "message" | "facts">;

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

const modelKinds: ReadonlySet<string> = new Set(["safetensors", "torchZip", "torchPickle", "torchTar"]);
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
  const texts = checkpoint.text.map(
    ({ kind, layout }) =>
      `${kind === "clip" ? "CLIP" : "OpenCLIP"}, ${layout.width} wide, ${layout.layers} layers, ${layout.heads} heads`,
  );
  const encoder = checkpoint.vae?.has("encoder") ? "encoder and decoder" : "decoder";
  return {
    unet: `${layout.modelChannels} wide, ${layout.levels} levels, ${headsOf(checkpoint)} heads, context ${layout.contextWidth ?? 0}`,
    textEncoder: texts.join("; "),
    ...(checkpoint.vae ? { vae: encoder } : {}),
  };
}

type ModelFile = Safetensors | TorchFile;

/** What the widths of a checkpoint are, or why it cannot be painted with. */
async function lookInside(path: string, file: ModelFile): Promise<Pick<Inspection, "parts" | "findings">> {
  try {
    const checkpoint = isUrl(path) ? readCheckpoint(path, file) : await openCheckpoint(path);
    return { parts: partsOf(checkpoint), findings: [] };
  } catch (error) {
    return { parts: {}, findings: [findingOf(error)] };
  }
}

async function inspectModel(path: string, file: ModelFile, hashes: Hashes): Promise<Inspection> {
  const { kind, family, precision, parameters, vae } = identify(file.tensors, file.metadata);
  const isCheckpoint = kind === "checkpoint";
  const place = places[kind];
  const sha256 = isUrl(path) ? undefined : await hashes.sha256(path); // a whole download is too much to look inside
  return {
    path,
    what: "model",
    kind,
    family,
    baseModel: familyNames[family],
    precision,
    parameters,
    ...(isCheckpoint ? { vae } : {}),
    sizeBytes: file.source.size,
    safe: true,
    ...("globals" in file ? { globals: file.globals.map((name) => name.replace(" ", ".")) } : {}),
    metadata: file.metadata,
    ...(sha256 === undefined ? {} : { hashes: { sha256, autoV2: sha256.slice(0, 10) } }),
    ...(place ? { place } : {}),
    ...(isCheckpoint ? await lookInside(path, file) : { parts: {}, findings: [] }),
  };
}

async function inspectImage(path: string, kind: string, source: ByteSource): Promise<Inspection> {
  const image = { path, what: "image", kind, sizeBytes: source.size, safe: true } as const;
  const infotext = source.size > largestImage ? undefined : readImageText(await source.read(0, source.size), path);
  if (infotext === undefined) return { ...image, findings: [] };
  const { value, findings } = parseInfotext(infotext);
  return { ...image, recipe: value, metadata: { infotext }, findings };
}

async function inspectSource(path: string, source: ByteSource, hashes: Hashes): Promise<Inspection> {
  const kind = await sniff(source);
  const sizeBytes = source.size;
  if (imageKinds.has(kind)) return inspectImage(path, kind, source);
  if (modelKinds.has(kind) || /\.(safetensors|ckpt|pt|pth|bin)($|\?)/i.test(path))
    return inspectModel(path, await readModelSource(source, { isRemote: isUrl(path) }), hashes);
  return { path, what: "unknown", kind, sizeBytes, findings: [] };
}

/**
 * Says what a file or a web address is. What is broken about it is a finding, not an error; of an address only the
 * header is fetched.
 *
 * Errors: `formats/fileMissing`, `formats/notAFile`, `formats/unreadable`, `formats/http…`.
 */
export async function inspect(path: string, hashes: Hashes): Promise<Inspection> {
  const source = await (isUrl(path) ? openHttp(path) : openFile(path));
  try {
    return await inspectSource(path, source, hashes);
  } catch (error) {
    const broken = { path, sizeBytes: source.size, findings: [findingOf(error)] };
    if (error instanceof DanfangError && error.code === "formats/unsafePickle")
      return { ...broken, what: "model", kind: "unknown", safe: false, globals: error.facts.globals as string[] };
    return { ...broken, what: "unknown" };
  } finally {
    await source.close();
  }
}

const isUrl = (path: string) => /^https?:\/\//i.test(path);

/** Errors that are not ours pass on. */
function findingOf(error: unknown): Finding {
  if (!(error instanceof DanfangError)) throw error;
  return { code: error.code, message: `${error.message} ${error.hint}`, facts: error.facts };
}
