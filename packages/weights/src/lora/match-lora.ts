import type { DanfangError } from "@danfang/domain";
import { indexModules, type LoraTarget, type TargetModule } from "../dialects/module-index.ts";
import { type Family, familyNames } from "../families/index.ts";
import { loraErrors } from "./errors.ts";
import { contextWidthOf, loraFamilyOf } from "./lora-family.ts";
import type { LoraModule } from "./module.ts";
import type { Lora } from "./read-lora.ts";

/** A module of a LoRA, and the module of the checkpoint that it changes. */
export interface MatchedModule {
  readonly module: LoraModule;
  readonly target: TargetModule;
}

/** What a LoRA would do to a checkpoint. */
export interface LoraMatch {
  readonly lora: Lora;
  /** At most one per module of the checkpoint: of two under different names for it, the last. */
  readonly matched: readonly MatchedModule[];
  /** Modules that the checkpoint does not have, as the file names them. */
  readonly unmatched: readonly string[];
  /** Modules that do not fit where they belong. */
  readonly wrongShape: readonly string[];
  /** What a user should hear: `weights/loraWrongFamily`, `loraMatchesNothing`, `loraPartlyMatches`, `loraWrongShape`. */
  readonly findings: readonly DanfangError[];
  /** False for a LoRA of another family and for one in which nothing matched: it is better left out. */
  readonly isUsable: boolean;
}

/** A checkpoint to lay a LoRA over; its family only names it where the LoRA does not fit. */
export interface MatchTarget extends LoraTarget {
  readonly identity?: { readonly family: Family };
}

/** Finds the modules of the checkpoint that a LoRA changes. Total: what does not fit is said, not thrown. */
export function matchLora(lora: Lora, target: MatchTarget): LoraMatch {
  const find = indexModules(target);
  const matched = new Map<string, MatchedModule>();
  const unmatched: string[] = [];
  const wrong: DanfangError[] = [];
  for (const module of lora.modules) {
    const found = find(module.name);
    const misfit = found && misfitOf(lora.file, module, found);
    if (!found) unmatched.push(module.name);
    else if (misfit) wrong.push(misfit);
    else matched.set(`${found.part} ${found.weight.name}`, { module, target: found });
  }
  const wrongFamily = familyMismatch(lora, target);
  const isEmpty = matched.size === 0 && lora.embeddings.length === 0;
  return {
    lora,
    matched: [...matched.values()],
    unmatched,
    wrongShape: wrong.map(({ facts }) => String(facts.tensor)),
    findings: findingsOf(lora, { wrongFamily, isEmpty, unmatched, wrong }),
    isUsable: !wrongFamily && !isEmpty,
  };
}

interface Misfits {
  readonly wrongFamily: DanfangError | undefined;
  readonly isEmpty: boolean;
  readonly unmatched: readonly string[];
  readonly wrong: readonly DanfangError[];
}

/** The most telling fault stands alone; of wrong shapes, which come in hundreds, the first is said. */
function findingsOf({ file, modules }: Lora, { wrongFamily, isEmpty, unmatched, wrong }: Misfits): DanfangError[] {
  if (wrongFamily) return [wrongFamily];
  const findings = wrong.slice(0, 1);
  if (isEmpty) findings.unshift(loraErrors.loraMatchesNothing({ file, modules: modules.length }));
  else if (unmatched.length > 0)
    findings.push(
      loraErrors.loraPartlyMatches({
        file,
        unmatched: unmatched.length,
        modules: modules.length,
        first: unmatched[0] ?? "",
      }),
    );
  return findings;
}

/** A LoRA reads text of one width: a checkpoint of another is of another family, however many names agree. */
function familyMismatch(lora: Lora, { unet: { layout }, identity }: MatchTarget): DanfangError | undefined {
  const width = contextWidthOf(lora);
  const family = loraFamilyOf(lora);
  const isTransformer = family === "flux" || family === "sd3";
  const isOther = width === undefined ? isTransformer : width !== layout.contextWidth;
  if (!isOther) return undefined;
  const checkpoint = nameOf(identity?.family ?? "unknown", layout.contextWidth);
  const madeFor = nameOf(family, width);
  return loraErrors.loraWrongFamily({ file: lora.file, family: madeFor, checkpoint });
}

const nameOf = (family: Family, width: number | undefined) =>
  family === "unknown" ? `a model that reads text of width ${width ?? 0}` : familyNames[family];

const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/**
 * How many input channels a change may lack: inpainting models have more than those that LoRAs are made on, and theirs
 * stay as they are. Source: A1111 `network_apply_weights`, "zero pad updown".
 */
export function missingInputs(module: LoraModule, { weight }: TargetModule): number {
  const [, inputs = 0, ...kernel] = weight.shape;
  const { columns } = module.size;
  const had = columns === undefined ? inputs : columns / product(kernel);
  return weight.shape.length === 4 && inputs > latentChannels && had === latentChannels ? inputs - had : 0;
}

const latentChannels = 4;

function misfitOf(file: string, module: LoraModule, target: TargetModule): DanfangError | undefined {
  const { weight, bias, isTransposed } = target;
  const [first = 0, ...rest] = weight.shape;
  const [rows, columns] = isTransposed ? [product(rest), first] : [first, product(rest)];
  const padded = missingInputs(module, target) * product(weight.shape.slice(2));
  const { size } = module;
  const fits =
    (size.rows ?? rows) === rows &&
    (size.columns ?? columns) === columns - padded &&
    (module.kind !== "ia3" || !module.isOnInput || module.count === (weight.shape[1] ?? 0)) &&
    (module.kind !== "glora" || module.inUp.shape[0] === weight.shape[isTransposed ? 0 : 1]) &&
    (module.kind !== "full" || module.diffBias === undefined || product(module.diffBias.shape) === rows) &&
    (weight.shape.length > 1 || module.kind === "full" || module.kind === "set") &&
    (module.bias === undefined || product(module.bias.shape) === rows * columns) &&
    magnitudeFits(module, rows, isTransposed ? first : (weight.shape[1] ?? 1)) &&
    (bias === undefined || bias.shape[0] === rows);
  if (fits) return undefined;
  return loraErrors.loraWrongShape({
    file,
    tensor: module.name,
    expected: `${rows} × ${columns}`,
    actual: `${size.rows ?? "any"} × ${size.columns ?? (module.kind === "ia3" ? module.count : "any")}`,
  });
}

function magnitudeFits({ magnitude }: LoraModule, rows: number, inputs: number): boolean {
  if (!magnitude) return true;
  const values = product(magnitude.shape);
  return magnitude.shape.length <= 5 && (values === rows || values === inputs);
}
