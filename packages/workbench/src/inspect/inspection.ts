import { DanfangError, defined, type Finding, findingFrom, problemOf, type Recipe } from "@danfang/domain";
import { familyNames, type Identity } from "@danfang/weights";

/** What a file is, what is inside, where it goes. */
export interface Inspection {
  readonly path: string;
  readonly what: "model" | "image" | "unknown";
  readonly kind?: string;
  readonly family?: string;
  readonly baseModel?: string;
  /** How it is built, for kinds that are built in several ways: `SwinIR`, `TAESD`. */
  readonly architecture?: string;
  /** Of an upscaler: how many times as large a side becomes. */
  readonly scale?: number;
  readonly precision?: string;
  readonly vae?: "baked" | "none";
  readonly sizeBytes?: number;
  readonly parameters?: number;
  /** What each part is, in a few words: `unet` → `320 wide, 4 levels, 8 heads`. */
  readonly parts?: Readonly<Record<string, string>>;
  /** Of a pipeline's folder, by part: the weights that are taken, and those that are not. */
  readonly weights?: Readonly<Record<string, { readonly name: string; readonly others: readonly string[] }>>;
  /** Whether nothing in it can run when it is loaded. */
  readonly safe?: boolean;
  /** Names that a PyTorch file asks for, `module.name`; of an unsafe one, those that no model needs. */
  readonly globals?: readonly string[];
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly hashes?: Readonly<Record<string, string>>;
  /** By program, the folder that it looks for this kind in. */
  readonly place?: Readonly<Record<string, string>>;
  readonly recipe?: Recipe;
  readonly findings: readonly Finding[];
}

/** What every model file or folder tells, from the names and shapes of its tensors. */
export function inspectionOf(identity: Identity): Omit<Inspection, "path" | "findings"> {
  const { kind, family, architecture, precision, parameters, vae } = identity;
  return {
    what: "model",
    kind,
    family,
    baseModel: familyNames[family],
    ...defined({ architecture }),
    precision,
    parameters,
    ...(kind === "checkpoint" ? { vae } : {}),
    safe: true,
  };
}

/** What is broken, as a finding. Errors that are not ours pass on. */
export function findingOf(error: unknown): Finding {
  if (!(error instanceof DanfangError)) throw error;
  return findingFrom(problemOf(error));
}
