import type { CliIo } from "../io/io.ts";
import type { Texts } from "./en.ts";

export type { Texts } from "./en.ts";

/** The texts in the language of the terminal: Chinese where the first set of LC_ALL, LC_MESSAGES, LANG begins with zh. */
export async function readTexts(env: CliIo["env"]): Promise<Texts> {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return /^zh/i.test(locale) ? (await import("./zh.ts")).zh : (await import("./en.ts")).en;
}
