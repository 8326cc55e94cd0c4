import type { Finding } from "../../reading.ts";
import { writersFindings } from "../findings.ts";
import { stemOf } from "../lost-fields.ts";

/** What is noticed while a recipe becomes a graph, and gathered: of many guesses one finding tells. */
export class Notes {
  readonly #told: Finding[] = [];
  readonly #filled: string[] = [];
  readonly #guessed = new Set<string>();

  tell(...findings: readonly Finding[]): void {
    this.#told.push(...findings);
  }

  /** The value, or what is written in its place. */
  filled<T>(field: string, value: T | undefined, otherwise: T): T {
    if (value !== undefined) return value;
    this.#filled.push(`${field} = ${otherwise}`);
    return otherwise;
  }

  /** The name of a file: ComfyUI knows models by whole names, recipes often without the ending. */
  file(name: string, ending = ".safetensors"): string {
    if (stemOf(name) !== name.replace(/^.*[\\/]/, "")) return name;
    this.#guessed.add(`${name}${ending}`);
    return `${name}${ending}`;
  }

  get findings(): readonly Finding[] {
    return [
      ...this.#told,
      ...(this.#filled.length > 0 ? [writersFindings.comfyFilled({ fields: this.#filled })] : []),
      ...(this.#guessed.size > 0 ? [writersFindings.comfyFiles({ names: [...this.#guessed] })] : []),
    ];
  }
}
