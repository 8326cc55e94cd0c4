import type { Encoded, EncodeOptions, TokenChunks } from "../orders/encode-order.ts";
import type { ModelSetup } from "../orders/model-setup.ts";

/** Prompts that were encoded lately: painting the same words again costs nothing. */
export interface EncodedPrompts {
  /** One for each prompt, in order; `encode` is asked for those that are not known, together. */
  all(
    setup: ModelSetup,
    prompts: readonly TokenChunks[],
    options: EncodeOptions,
    encode: (unknown: readonly TokenChunks[]) => Promise<readonly Encoded[]>,
  ): Promise<Encoded[]>;
  clear(): void;
}

/** Each takes a quarter of a megabyte for SD 1.x, XL's more. */
const most = 64;

/** Everything that an encoded prompt depends on. */
const keyOf = ({ checkpoint, loras = [], embeddings = [] }: ModelSetup, prompt: TokenChunks, options: EncodeOptions) =>
  JSON.stringify([
    checkpoint,
    loras.map(({ file, textWeight, dyn }) => [file, textWeight, dyn]),
    embeddings.map(({ name, file }) => [name, file]),
    prompt,
    options,
  ]);

export function keepEncodedPrompts(): EncodedPrompts {
  const known = new Map<string, Encoded>();

  /** Makes it the most recently used: a Map keeps the order of insertion. */
  function remember(key: string, encoded: Encoded): void {
    known.delete(key);
    known.set(key, encoded);
    for (const oldest of known.keys()) {
      if (known.size <= most) break;
      known.delete(oldest);
    }
  }

  return {
    async all(setup, prompts, options, encode) {
      const keys = prompts.map((prompt) => keyOf(setup, prompt, options));
      const missing = [...new Set(keys)].filter((key) => !known.has(key));
      const found = new Map(keys.flatMap((key) => (known.has(key) ? [[key, known.get(key)!] as const] : [])));
      const encoded = missing.length > 0 ? await encode(missing.map((key) => prompts[keys.indexOf(key)]!)) : [];
      for (const [i, key] of missing.entries()) found.set(key, encoded[i]!);
      for (const [key, value] of found) remember(key, value);
      return keys.map((key) => found.get(key)!);
    },
    clear: () => known.clear(),
  };
}
