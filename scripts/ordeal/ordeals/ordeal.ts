import type { Bench } from "../bench.ts";

/** One kind of misfortune, done to real studios. */
export interface Ordeal {
  readonly name: string;
  /** What is missing on this machine to do it; undefined when nothing is. */
  readonly needs?: () => string | undefined;
  /** One that takes longer has failed. */
  readonly seconds: number;
  readonly run: (bench: Bench) => Promise<void>;
}

export const needsRoot = (): string | undefined => (process.getuid?.() === 0 ? needsLinux() : "needs root");
export const needsLinux = (): string | undefined => (process.platform === "linux" ? undefined : "needs Linux");
/** Somebody who owns nothing: Linux's "nobody". */
export const nobody = 65534;
