import type { TensorEntry } from "@danfang/formats";
import { weightsErrors } from "./errors.ts";

/** One tensor of a file on disk: where its bytes are, and as what they are to be read. */
export interface WeightTensor extends TensorEntry {
  /** Path of the file that holds it. */
  readonly file: string;
}

/**
 * The tensors of a model below one name, as a network's author sees them: `at("emb_layers.1")` is a narrower scope,
 * `tensor("weight")` a tensor.
 */
export interface TensorScope {
  readonly file: string;
  readonly prefix: string;
  at(name: string): TensorScope;
  /** Whether a tensor of exactly this name, or anything below it, is there. */
  has(name: string): boolean;
  /** Errors: `weights/missingTensor`. */
  tensor(name: string): WeightTensor;
  /** Names below the prefix, without it. */
  names(): string[];
}

class Scope implements TensorScope {
  readonly file: string;
  readonly prefix: string;
  readonly #tensors: ReadonlyMap<string, WeightTensor>;
  readonly #parents: ReadonlySet<string>;

  constructor(file: string, prefix: string, tensors: ReadonlyMap<string, WeightTensor>, parents: ReadonlySet<string>) {
    this.file = file;
    this.prefix = prefix;
    this.#tensors = tensors;
    this.#parents = parents;
  }

  at(name: string): TensorScope {
    return new Scope(this.file, `${this.prefix}${name}.`, this.#tensors, this.#parents);
  }

  has(name: string): boolean {
    const full = this.prefix + name;
    return this.#tensors.has(full) || this.#parents.has(full);
  }

  tensor(name: string): WeightTensor {
    const found = this.#tensors.get(this.prefix + name);
    if (!found) throw weightsErrors.missingTensor({ file: this.file, tensor: this.prefix + name });
    return found;
  }

  names(): string[] {
    return [...this.#tensors.keys()].filter((n) => n.startsWith(this.prefix)).map((n) => n.slice(this.prefix.length));
  }
}

/**
 * A scope over all tensors of a model. `file` is the model's, and a tensor's own unless it says that it lies in another.
 * `prefix`, if given, ends with a dot.
 */
export function tensorScope(
  file: string,
  tensors: Iterable<TensorEntry & { readonly file?: string }>,
  prefix = "",
): TensorScope {
  const byName = new Map<string, WeightTensor>();
  const parents = new Set<string>();
  for (const entry of tensors) {
    if (!entry.name.startsWith(prefix)) continue; // nobody can ask this scope for it
    byName.set(entry.name, { ...entry, file: entry.file ?? file });
    for (let dot = entry.name.indexOf("."); dot >= 0; dot = entry.name.indexOf(".", dot + 1))
      parents.add(entry.name.slice(0, dot));
  }
  return new Scope(file, prefix, byName, parents);
}
