import {
  DanfangError,
  defined,
  type Finding,
  findingFrom,
  isListedKind,
  problemOf,
  type Recipe,
} from "@danfang/domain";
import type { CallGrade, GradedCall } from "@danfang/formats";
import { familyNames, type Identity, isPainted, type TrainingTag } from "@danfang/weights";

/** A tensor as its file describes it. */
interface TensorLine {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** A file in an archive; `kind` is what it is, as far as that was looked at. */
interface ArchiveMember {
  readonly name: string;
  readonly sizeBytes: number;
  readonly kind: string;
  readonly baseModel?: string;
}

/** What a file is, what is inside, where it goes. */
export interface Inspection {
  readonly path: string;
  readonly what: "model" | "image" | "unknown";
  readonly kind?: string;
  readonly family?: string;
  readonly baseModel?: string;
  /** How it is built, for kinds that are built in several ways: `SwinIR`, `TAESD`. */
  readonly architecture?: string;
  /** What of several builds or uses of its family it is: `inpaint`, `refiner`, `v-prediction`. */
  readonly variant?: string;
  /** In words, families that have the same names and shapes: it may as well be of these. */
  readonly orFamilies?: readonly string[];
  readonly confidence?: Identity["confidence"];
  /** The tensors, with their shapes, and the words of its author that decided. */
  readonly evidence?: readonly string[];
  /** Whether Danfang paints with this family. */
  readonly painted?: boolean;
  /** Of a LoRA: LoRA, LoHa, LoKr …, all that it mixes. */
  readonly algorithm?: string;
  /** Of a LoRA; of one with several, the largest. */
  readonly rank?: number;
  readonly alpha?: number;
  /** Of a LoRA: the parts of the network that it changes. */
  readonly trains?: readonly ("unet" | "textEncoder")[];
  /** Of a LoRA: how many modules it changes. */
  readonly modules?: number;
  /** Of an embedding: the tokens that it takes the place of, and how wide it is. */
  readonly vectors?: number;
  readonly width?: number;
  /** Of a hypernetwork: the widths of what it changes, each with its layers. */
  readonly layers?: readonly string[];
  readonly triggerWords?: readonly string[];
  /** What it was trained with most, at most so many as help. */
  readonly tags?: readonly TrainingTag[];
  /** Of an upscaler: how many times as large a side becomes. */
  readonly scale?: number;
  readonly precision?: string;
  readonly vae?: "baked" | "none";
  readonly sizeBytes?: number;
  readonly parameters?: number;
  /** What each part is, in a few words: `unet` → `320 wide, 4 levels, 8 heads`. */
  readonly parts?: Readonly<Record<string, string>>;
  /** Of a checkpoint or a bare network: parts that it needs and does not bring along. */
  readonly missing?: readonly ("textEncoder" | "vae")[];
  /** Where they were asked for. */
  readonly tensors?: readonly TensorLine[];
  /** Of a pipeline's folder, by part: the weights that are taken, and those that are not. */
  readonly weights?: Readonly<Record<string, { readonly name: string; readonly others: readonly string[] }>>;
  /** Whether nothing in it can run when it is loaded. */
  readonly safe?: boolean;
  /** Names that a PyTorch file asks for, `module.name`; of an unsafe one, those that no model needs. */
  readonly globals?: readonly string[];
  /** Of a PyTorch file or another pickle: the worst that it asks for. */
  readonly verdict?: CallGrade;
  /** What it asks for, and what that can do; nothing of it was done. */
  readonly calls?: readonly GradedCall[];
  /** Of an archive: what is in it. */
  readonly contents?: readonly ArchiveMember[];
  /** Of a file that goes with a model: that model, where it is there. */
  readonly belongsTo?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly hashes?: Readonly<Record<string, string>>;
  /** By program, the folder that it looks for this kind in. */
  readonly place?: Readonly<Record<string, string>>;
  readonly recipe?: Recipe;
  readonly findings: readonly Finding[];
}

/** What every model file or folder tells, from the names and shapes of its tensors. */
export function inspectionOf(identity: Identity): Omit<Inspection, "path" | "findings"> {
  const { kind, family, architecture, variant, confidence, evidence, precision, parameters, lora, unknown } = identity;
  const others = identity.orFamilies?.map((other) => familyNames[other]) ?? [];
  return {
    what: "model",
    kind,
    family,
    baseModel: [familyNames[family], ...others].join(" / "),
    ...defined({
      architecture,
      variant,
      orFamilies: others.length > 0 ? others : undefined,
      painted: canBePaintedWith(identity),
      algorithm: lora?.algorithms.join(" + "),
      rank: lora?.rank?.[1],
      alpha: lora?.alpha,
      trains: lora?.trains,
      modules: lora?.modules,
      vae: kind === "checkpoint" ? identity.vae : undefined,
    }),
    parts: unknown ? { network: describe(unknown) } : {},
    confidence,
    evidence,
    precision,
    parameters,
    safe: true,
  };
}

/** "transformer, 30 layers, 900 wide": of a network that no rule knows. */
const describe = ({ looksLike, layers, width }: NonNullable<Identity["unknown"]>): string =>
  [`${looksLike} network`, `${layers} layers`, ...(width === undefined ? [] : [`${width} wide`])].join(", ");

/** Of kinds that an order names, by family; what only helps is not asked. */
function canBePaintedWith({ kind, family, orFamilies = [] }: Identity): boolean | undefined {
  if (kind === "unknown" || kind === "upscaler" || kind === "previewVae") return undefined;
  if (!isListedKind(kind)) return false;
  return [family, ...orFamilies].some(isPainted);
}

/** What is broken, as a finding. Errors that are not ours pass on. */
export function findingOf(error: unknown): Finding {
  if (!(error instanceof DanfangError)) throw error;
  return findingFrom(problemOf(error));
}
