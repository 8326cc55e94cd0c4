import { type MergeOf, mergePairs } from "./byte-pair-merge.ts";
import { cleanText } from "./clean-text.ts";
import { readClipMerges } from "./clip-merges.ts";

export interface Tokenizer {
  /** Token ids of a text, without start and end. Total: any string has tokens. */
  encode(text: string): number[];
  /** The text that tokens stand for: lower case, a space after each word. An id that is no token becomes U+FFFD. */
  decode(ids: readonly number[]): string;
}

export const startToken = 49406;
export const endToken = 49407;
/** `,` as a word of its own. */
export const commaToken = 267;

/**
 * The tokenizer of CLIP ViT-L/14 and of every Stable Diffusion text encoder: 49408 byte pair tokens.
 *
 * Building it takes about 30 ms: make one and keep it. Errors: `prompt/mergesUnreadable`.
 * Source: OpenAI CLIP `simple_tokenizer.py`, the same ids for any text, but for ftfy's repair of text decoded with the
 * wrong encoding ("mojibake"), which is not attempted.
 */
export function clipTokenizer(merges: readonly string[] = readClipMerges()): Tokenizer {
  const { symbolOf, mergeOf } = vocabularyOf(merges);
  const words = new WordCache();

  function encodeWord(word: string): readonly number[] {
    const special = specialTokens.get(word);
    if (special !== undefined) return [special];
    return words.get(word, () => mergePairs(byteSymbols(word), mergeOf));
  }
  return {
    encode(text) {
      const ids: number[] = [];
      for (const [word] of cleanText(text).matchAll(wordPattern)) for (const id of encodeWord(word)) ids.push(id);
      return ids;
    },
    decode(ids) {
      const bytes = ids.flatMap((id) => Array.from(symbolOf(id) ?? unknownSymbol, (c) => byteOf.get(c)!));
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes)).replaceAll("</w>", " ");
    },
  };
}

/**
 * Special tokens, contractions, runs of letters, single numerals, runs of anything else. The original ignores case,
 * which in lower case text still matters twice: ſ is an s, and U+0345 (an iota, once folded) belongs to no class.
 */
const wordPattern =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: U+0345 is meant by itself
  /<\|[sſ]tartoftext\|>|<\|endoftext\|>|'[sſ]|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}\u0345]+/gu;

const specialTokens = new Map([
  ["<|startoftext|>", startToken],
  ["<|endoftext|>", endToken],
]);

/**
 * CLIP's alphabet: the 256 bytes in its own order, each written as one character. Printable Latin-1 stands for itself,
 * the other bytes for the characters from U+0100 on. The place in this list is the byte's token.
 */
const alphabet: readonly { readonly byte: number; readonly character: string }[] = (() => {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const isPrintable = (b: number) => (b >= 0x21 && b <= 0x7e) || (b >= 0xa1 && b <= 0xff && b !== 0xad);
  const printable = bytes.filter(isPrintable).map((byte) => ({ byte, character: String.fromCharCode(byte) }));
  const others = bytes.filter((byte) => !isPrintable(byte));
  return [...printable, ...others.map((byte, i) => ({ byte, character: String.fromCharCode(256 + i) }))];
})();
const byteOf: ReadonlyMap<string, number> = new Map(alphabet.map(({ byte, character }) => [character, byte]));
const tokenOfByte = Uint8Array.from({ length: 256 }, (_, byte) => alphabet.findIndex((letter) => letter.byte === byte));
const lastOfWord = 256;
/** U+FFFD in UTF-8. */
const unknownSymbol = String.fromCharCode(0xef, 0xbf, 0xbd);

function byteSymbols(word: string): number[] {
  const symbols = Array.from(new TextEncoder().encode(word), (byte) => tokenOfByte[byte]!);
  symbols[symbols.length - 1]! += lastOfWord;
  return symbols;
}

/**
 * A token's characters by its id, and the merges as a table from two tokens to one.
 *
 * The merges stay the lines that they are read as: a table of numbers would take longer to build than a prompt takes to encode.
 */
function vocabularyOf(merges: readonly string[]): { symbolOf: (id: number) => string | undefined; mergeOf: MergeOf } {
  const letters = alphabet.map(({ character }) => character);
  const single = [...letters, ...letters.map((letter) => `${letter}</w>`)];
  const firstMerged = single.length;
  const special = new Map([...specialTokens].map(([text, id]) => [id, text]));
  const symbolOf = (id: number) => single[id] ?? merges[id - firstMerged]?.replace(" ", "") ?? special.get(id);
  const tokenOfMerge = new Map<string, number>();
  for (let rank = 0; rank < merges.length; rank++) tokenOfMerge.set(merges[rank]!, firstMerged + rank);
  return { symbolOf, mergeOf: (left, right) => tokenOfMerge.get(`${symbolOf(left)} ${symbolOf(right)}`) };
}

/** Words already merged. Bounded: it forgets everything when full, and does not take in what is too long for a word. */
class WordCache {
  readonly #tokens = new Map<string, readonly number[]>();

  get(word: string, merge: () => readonly number[]): readonly number[] {
    const known = this.#tokens.get(word);
    if (known !== undefined) return known;
    const tokens = merge();
    if (this.#tokens.size >= maxWords) this.#tokens.clear();
    if (word.length <= maxWordLength) this.#tokens.set(word, tokens);
    return tokens;
  }
}
const maxWords = 8192;
const maxWordLength = 64;
