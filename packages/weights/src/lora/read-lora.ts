import type { Reason } from "@danfang/domain";
import { openFile, readTensor, toFloat32 } from "@danfang/formats";
import { type ModelHeader, readModelSource } from "../model-header.ts";
import type { WeightTensor } from "../tensor-scope.ts";
import { unwrapNames } from "../wrappers.ts";
import { type AdapterScales, readAdapterConfig, readAdapterMetadata } from "./adapter-config.ts";
import { loraErrors } from "./errors.ts";
import { type LoraPart, parseLoraKey } from "./lora-key.ts";
import { type LoraModule, readModule, tensorsOf } from "./module.ts";
import { isNumberedLora } from "./numbered-lora.ts";

/** An embedding that a LoRA brings along: in force while the LoRA is. */
export interface BundledEmbedding {
  readonly name: string;
  /** By what stands after its name: `string_to_param.*`, `clip_l`, `clip_g`. */
  readonly tensors: ReadonlyMap<string, WeightTensor>;
}

/** A LoRA or one of its relatives. Its matrices are still on the disk; only single numbers were read. */
export interface Lora {
  readonly file: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly modules: readonly LoraModule[];
  readonly embeddings: readonly BundledEmbedding[];
  /** Names of tensors that are of no known kind or of no use beside the others of their module, and of what is not read. */
  readonly unknown: readonly string[];
}

/** Reads one number of the file. */
type ReadNumber = (tensor: WeightTensor) => Promise<number>;

interface RawModule {
  readonly tensors: Map<LoraPart, WeightTensor>;
}

const isNumber: ReadonlySet<LoraPart> = new Set(["alpha", "scale", "on_input"]);

/**
 * Opens a LoRA, LoCon, LoHa, LoKr, (IA)³, OFT, GLoRA or full difference, in whichever dialect it is written.
 *
 * Errors: `formats/…`, `weights/notALora`, `weights/numberedLora`, `weights/badLora`.
 */
export async function openLora(file: string): Promise<Lora> {
  const source = await openFile(file);
  try {
    const readNumber = async (tensor: WeightTensor) => {
      const [value = Number.NaN] = toFloat32(tensor.dtype, await readTensor({ source }, tensor));
      return value;
    };
    return await readLora(file, await readModelSource(source), readNumber, await readAdapterConfig(file));
  } finally {
    await source.close();
  }
}

/** {@link openLora} of a header that was read already; `readNumber` is asked for tensors of one value. */
export async function readLora(
  file: string,
  header: ModelHeader,
  readNumber: ReadNumber,
  beside?: AdapterScales,
): Promise<Lora> {
  const scales = readAdapterMetadata(header.metadata) ?? beside;
  const sorted = sortTensors(file, header.tensors);
  const numbers: Numbers = new Map();
  for (const [name, { tensors }] of sorted.raw)
    for (const [part, tensor] of tensors)
      if (isNumber.has(part)) numbers.set(`${name} ${part}`, await numberIn(tensor, readNumber));
  const { modules, unknown } = readModules(file, sorted, numbers, scales);
  if (modules.length === 0 && sorted.embeddings.length === 0)
    throw isNumberedLora(header.tensors) ? loraErrors.numberedLora({ file }) : loraErrors.notALora({ file });
  return {
    file,
    metadata: header.metadata,
    modules,
    embeddings: sorted.embeddings,
    unknown: [...unknown, ...(scales?.unread ?? [])],
  };
}

/** The single numbers of a file, by module and part. */
type Numbers = Map<`${string} ${LoraPart}`, number>;

function readModules(
  file: string,
  { raw, unknown }: SortedTensors,
  numbers: Numbers,
  scales: AdapterScales | undefined,
) {
  const modules: LoraModule[] = [];
  const others = [...unknown];
  for (const [name, { tensors }] of raw) {
    const parts = [...tensors.keys()].filter((part) => isNumber.has(part));
    const told = parts.map((part) => [part, numbers.get(`${name} ${part}`) ?? 1] as const);
    const scaleFor = scales && ((rank: number) => scales.scaleOf(name, rank));
    const found = readModule({ file, name, tensors, numbers: new Map(told), scaleFor });
    if (found) modules.push(found);
    const used = new Set(found && tensorsOf(found));
    for (const [part, tensor] of tensors)
      if (!used.has(tensor) && !(found && isNumber.has(part))) others.push(tensor.name);
  }
  return { modules, unknown: others };
}

async function numberIn(tensor: WeightTensor, readNumber: ReadNumber): Promise<number> {
  const bad = (fault: Reason) => loraErrors.badLora({ file: tensor.file, tensor: tensor.name, fault });
  if (tensor.shape.some((size) => size !== 1) || tensor.shape.length > 8)
    throw bad({ en: "should be one number", zh: "应该是一个数字" });
  if (tensor.dtype.startsWith("F4") || tensor.dtype.startsWith("F6") || tensor.dtype.startsWith("C"))
    throw bad({ en: `is stored as ${tensor.dtype}, which is not a number`, zh: `以 ${tensor.dtype} 存储，不是数字` });
  const value = await readNumber(tensor);
  if (!Number.isFinite(value)) throw bad({ en: `is ${value}`, zh: `是 ${value}` });
  return value;
}

/** An embedding inside a LoRA: `bundle_emb.NAME.string_to_param.*`, `bundle_emb.NAME.clip_l`. The name may have dots. */
function bundledIn(name: string): { readonly embedding: string; readonly part: string } | undefined {
  if (!name.startsWith(bundle)) return undefined;
  const inside = name.slice(bundle.length);
  const known = inside.indexOf(parameters, 1);
  const hasParameter = known > 0 && known + parameters.length < inside.length;
  const dot = hasParameter ? known : inside.lastIndexOf(".");
  if (dot < 1 || dot === inside.length - 1) return undefined;
  return { embedding: inside.slice(0, dot), part: inside.slice(dot + 1) };
}
const bundle = "bundle_emb.";
const parameters = ".string_to_param.";

interface SortedTensors {
  readonly raw: ReadonlyMap<string, RawModule>;
  readonly embeddings: readonly BundledEmbedding[];
  readonly unknown: readonly string[];
}

function sortTensors(file: string, tensors: ModelHeader["tensors"]): SortedTensors {
  const raw = new Map<string, RawModule>();
  const embeddings = new Map<string, Map<string, WeightTensor>>();
  const unknown: string[] = [];
  for (const entry of unwrapNames(tensors).values()) {
    const tensor: WeightTensor = { ...entry, file: entry.file ?? file };
    const bundled = bundledIn(entry.name);
    const key = parseLoraKey(entry.name);
    if (bundled !== undefined) {
      const found = embeddings.get(bundled.embedding) ?? new Map<string, WeightTensor>();
      embeddings.set(bundled.embedding, found.set(bundled.part, tensor));
    } else if (key) {
      const module: RawModule = raw.get(key.module) ?? { tensors: new Map() };
      const before = module.tensors.get(key.part);
      if (before) unknown.push(before.name); // two adapters, or two dialects, in one file
      module.tensors.set(key.part, tensor);
      raw.set(key.module, module);
    } else unknown.push(entry.name);
  }
  const bundles = [...embeddings].map(([name, found]): BundledEmbedding => ({ name, tensors: found }));
  return { raw, embeddings: bundles, unknown };
}
