/** Start and factor of FNV-1a, 32 bits. Source: Fowler, Noll, Vo, draft-eastlake-fnv. */
export const foldStart = 0x811c9dc5;
export const foldFactor = 0x01000193;

const counter = /(?<![A-Za-z0-9])\d+(?![A-Za-z0-9])/g;

/**
 * A tensor's name with `#` for every number that stands alone, as layers are counted: `blocks.11.attn2.to_k` →
 * `blocks.#.attn2.to_k`. The hundreds of tensors of a network have a few dozen of these. `hash` is FNV-1a over its
 * characters.
 */
export function foldName(name: string): { readonly pattern: string; readonly hash: number } {
  const pattern = name.replace(counter, "#");
  let hash = foldStart;
  for (let i = 0; i < pattern.length; i++) hash = Math.imul(hash ^ pattern.charCodeAt(i), foldFactor);
  return { pattern, hash: hash >>> 0 };
}
