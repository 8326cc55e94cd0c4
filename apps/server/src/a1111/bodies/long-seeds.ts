import type { Seed } from "@danfang/domain";

declare global {
  interface JSON {
    /** A piece of JSON that `stringify` prints as it stands. ECMAScript, "JSON.parse source text access". */
    rawJSON(text: string): object;
  }
}

const longSeed = /"(?:sub)?seed"\s*:\s*-?\d{16}/;

/** JSON whose seeds beyond 2⁵³ come as their digits: as numbers they would be rounded. Errors: `SyntaxError`. */
export function parseWithSeeds(text: string): unknown {
  if (!longSeed.test(text)) return JSON.parse(text);
  return JSON.parse(text, (key, value, context?: { readonly source?: string }) =>
    (key === "seed" || key === "subseed") && typeof value === "number" && !Number.isSafeInteger(value)
      ? (context?.source ?? value)
      : value,
  );
}

/** A seed as a number of JSON, whatever its size. */
export const seedJson = (seed: Seed): number | object => (typeof seed === "number" ? seed : JSON.rawJSON(seed));

/** A body as it is told back. */
export const withSeedNumbers = <B extends { readonly seed: Seed; readonly subseed: Seed }>(body: B) => ({
  ...body,
  seed: seedJson(body.seed),
  subseed: seedJson(body.subseed),
});
