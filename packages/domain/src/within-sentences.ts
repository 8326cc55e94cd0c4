import type { Problem } from "./problem.ts";

/** A list within an English sentence; an empty one is a dash. */
export const listEn = (all: readonly (string | number)[]): string => all.join(", ") || "—";

/** A list within a Chinese sentence; an empty one is a dash. */
export const listZh = (all: readonly (string | number)[]): string => all.join("、") || "—";

/** A problem within another's Chinese sentence, without its own full stop. */
export const withinZh = ({ message, zh }: Problem): string => (zh?.message ?? message).replace(/[。.]$/, "");
