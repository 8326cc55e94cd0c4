/** What several fields are alike in. */

/** 0 none of it, 1 all. */
export const share = { kind: "number", least: 0, most: 1, step: 0.01, slidesTo: 1 } as const;
/** A noise level; one that is typed. */
export const sigma = { kind: "number", least: 0, most: 1000, step: 0.1 } as const;
/** A side of a picture, pixels. */
export const side = { kind: "whole", least: 1, most: 16384, step: 8, unit: "pixels" } as const;
/** The number that noise grows from; -1 draws one at random. */
export const seed = {
  kind: "whole",
  bits: 64,
  least: Number.MIN_SAFE_INTEGER,
  most: Number.MAX_SAFE_INTEGER,
  step: 1,
  usual: -1,
  special: -1,
} as const;
/** Some 300 chunks of 75 tokens: far more than anybody writes, and little enough to be read at once. */
export const prompt = { kind: "text", longest: 100_000 } as const;
/** A file's path, or `input:` and the SHA-256 of a picture that was handed in before. */
export const picture = { kind: "text", shortest: 1, longest: 4096, names: "picture" } as const;
/** A checkpoint by name or hash, on the command line also by path. */
export const checkpoint = { kind: "text", shortest: 1, longest: 4096, names: "checkpoint" } as const;
/** A name of those that the program brings along. */
export const label = { kind: "text", longest: 1000 } as const;
/** What the part of a picture starts from that is painted: blurred surroundings, itself, noise, or nothing. */
export const content = { kind: "choice", choices: ["fill", "original", "noise", "nothing"] } as const;
