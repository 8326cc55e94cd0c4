/** Models of a kind that a recipe holds at most; nobody paints with more, and a hostile text is soon read. */
export const mostModels = 2_000;
/** Settings of an infotext that are read at most. */
export const mostSettings = 2_000;
/** Lines among which labels and settings are looked for, from the end. */
export const mostLines = 4_000;
/** Passes of a graph that are told one by one. */
export const mostPasses = 50;
