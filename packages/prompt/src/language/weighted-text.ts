/** A piece of prompt and how strongly it counts. `BREAK` of weight -1 is the mark that closes a chunk. */
export type WeightedText = readonly [text: string, weight: number];
