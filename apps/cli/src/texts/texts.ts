import type { Texts } from "./en.ts";

export type { Texts } from "./en.ts";

/** What the environment says, as `process.env` does. */
type Environment = Readonly<Record<string, string | undefined>>;

/** The texts in the language of the terminal: Chinese where the first set of LC_ALL, LC_MESSAGES, LANG begins with zh. */
export async function readTexts(env: Environment): Promise<Texts> {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return /^zh/i.test(locale) ? (await import("./zh.ts")).zh : (await import("./en.ts")).en;
}
