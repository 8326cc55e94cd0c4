import type { DanfangError } from "@danfang/domain";
import { indexModules, type LoraTarget, type TargetModule } from "../dialects/module-index.ts";
import { weightsErrors } from "../errors.ts";
import { type Family, familyNames } from "../families/index.ts";
import type { WeightTensor } from "../tensor-scope.ts";
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
  /** To be told: `weights/loraWrongFamily`, or any of `loraMatchesNothing`, `loraPartlyMatches`, `loraWrongShape`, `unusedTensors`. */
  readonly findings: readonly DanfangError[];
  /** False for a LoRA of another family and for one in which nothing matched: it is better left out. */
  readonly isUsable: boolean;
}

/** A checkpoint to lay a LoRA over; its family only names it where the LoRA does not fit. */
export interface MatchTarget extends LoraTarget {
  readonly identity?: { readonly family: Family };
}

/** Whether a network asks for a tensor of its file: of a weight that it does not, no change is seen. */
export type IsAsked = (tensor: WeightTensor) => boolean;

/** The tensors of the checkpoint that a module changes. */
function touched(module: LoraModule, { weight, bias }: TargetModule): WeightTensor[] {
  const changesWeight = module.kind !== "full" || module.diff !== undefined;
  const changesBias = module.biasChange !== undefined;
  return [...(changesWeight ? [weight] : []), ...(changesBias ? [bias ?? weight] : [])];
}

/** Finds the modules of the checkpoint that a LoRA changes. Total: what does not fit is said, not thrown. */
export function matchLora(lora: Lora, target: MatchTarget, isAsked: IsAsked = () => true): LoraMatch {
  const find = indexModules(target);
  const matched = new Map<string, MatchedModule>();
  const replaced: string[] = [];
  const unmatched: string[] = [];
  const wrong: DanfangError[] = [];
  for (const module of lora.modules) {
    const found = find(module.name);
    const misfit = found && misfitOf(lora.file, module, found);
    if (!found || !touched(module, found).some(isAsked)) unmatched.push(module.name);
    else if (misfit) wrong.push(misfit);
    else {
      const key = `${found.part} ${found.weight.name}`;
      const before = matched.get(key);
      if (before) replaced.push(before.module.name);
      matched.set(key, { module, target: found });
    }
  }
  const wrongFamily = familyMismatch(lora, target);
  const isEmpty = matched.size === 0 && lora.embeddings.length === 0;
  return {
    lora,
    matched: [...matched.values()],
    unmatched,
    wrongShape: wrong.map(({ facts }) => String(facts.tensor)),
    findings: findingsOf(lora, { wrongFamily, isEmpty, unmatched, wrong, unused: [...lora.unknown, ...replaced] }),
    isUsable: !wrongFamily && !isEmpty,
  };
}

interface Misfits {
  readonly wrongFamily: DanfangError | undefined;
  readonly isEmpty: boolean;
  readonly unmatched: readonly string[];
  readonly wrong: readonly DanfangError[];
  readonly unused: readonly string[];
}

/** Of thousands of names, those that a note carries. */
const toldNames = 20;

/** The most telling fault stands alone; of wrong shapes, which come in hundreds, the first is said. */
function findingsOf(
  { file, modules }: Lora,
  { wrongFamily, isEmpty, unmatched, wrong, unused }: Misfits,
): DanfangError[] {
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
  if (unused.length > 0 && !isEmpty)
    findings.push(weightsErrors.unusedTensors({ file, count: unused.length, names: unused.slice(0, toldNames) }));
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

/** What a module must be laid over: the target's weight as a matrix, [rows, columns]. */
interface Room {
  readonly rows: number;
  readonly columns: number;
  /** Columns that the change may lack. */
  readonly padded: number;
}

function roomOf(module: LoraModule, target: TargetModule): Room {
  const { weight, isTransposed } = target;
  const [first = 0, ...rest] = weight.shape;
  const [rows, columns] = isTransposed ? [product(rest), first] : [first, product(rest)];
  return { rows, columns, padded: missingInputs(module, target) * product(weight.shape.slice(2)) };
}

function misfitOf(file: string, module: LoraModule, target: TargetModule): DanfangError | undefined {
  const room = roomOf(module, target);
  const fits =
    sizeFits(module, room) &&
    kindFits(module, target) &&
    biasFits(module, target, room) &&
    magnitudeFits(module, target, room);
  if (fits) return undefined;
  const { rows = "any", columns = module.kind === "ia3" ? module.count : "any" } = module.size;
  return loraErrors.loraWrongShape({
    file,
    tensor: module.name,
    expected: `${room.rows} × ${room.columns}`,
    actual: `${rows} × ${columns}`,
  });
}

const sizeFits = ({ size }: LoraModule, { rows, columns, padded }: Room): boolean =>
  (size.rows ?? rows) === rows && (size.columns ?? columns) === columns - padded;

/** What a kind's own tensors must be like. */
function kindFits(module: LoraModule, { weight: { shape }, isTransposed }: TargetModule): boolean {
  switch (module.kind) {
    case "full":
    case "set":
      return true;
    case "ia3":
      return shape.length > 1 && (!module.isOnInput || module.count === (shape[1] ?? 0));
    case "glora":
      return shape.length > 1 && module.inUp.shape[0] === shape[isTransposed ? 0 : 1];
    default:
      return shape.length > 1; // only a full difference changes a vector
  }
}

/** A bias of its own kind, a change of the target's, and the target's own. */
function biasFits({ bias, biasChange }: LoraModule, target: TargetModule, { rows, columns }: Room): boolean {
  if (bias !== undefined && product(bias.shape) !== rows * columns) return false;
  if (biasChange !== undefined && !(takesBias(target) && product(biasChange.change.shape) === rows)) return false;
  return target.bias === undefined || target.bias.shape[0] === rows;
}

/** Of the layers that may have a bias and have none, all multiply; tables and a projection by itself take no sum. */
const takesBias = ({ bias, path, isTransposed }: TargetModule): boolean =>
  bias !== undefined || !(isTransposed || path.startsWith("embeddings."));

function magnitudeFits({ magnitude }: LoraModule, { weight, isTransposed }: TargetModule, { rows }: Room): boolean {
  if (!magnitude) return true;
  const inputs = isTransposed ? (weight.shape[0] ?? 0) : (weight.shape[1] ?? 1);
  const { lengths, of } = magnitude;
  const values = product(lengths.shape);
  return lengths.shape.length <= 5 && (values === rows || (values === inputs && of === "inputs"));
}
