import { defined } from "@danfang/domain";
import { recipeFindings } from "../findings.ts";
import type { RecipeReader } from "./recipe-reader.ts";

/** A flag of Midjourney's command and its value. */
const flag =
  /\s--(?:ar|aspect|v|version|s|stylize|style|chaos|c|seed|niji|q|quality|weird|w|iw|sref|cref|cw|sw|tile|no|raw|stop|profile|p)\b(?:(?!\s--[a-z])[\s\S])*/g;

/** Characters of flags that are told. */
const mostTold = 300;

/** Midjourney: a prompt with flags, `a fox --ar 3:2 --v 6`; the model is nowhere but there. */
export const midjourney: RecipeReader = {
  program: "Midjourney",
  read(texts) {
    const told = texts.all.filter(
      ({ key }) =>
        key === undefined || ["Description", "XMP dc:description", "ImageDescription", "parameters"].includes(key),
    );
    const text = told
      .map((one) => one.text.trim())
      .find((one) => !one.includes("\nSteps: ") && /\s--(?:ar|aspect|v|niji|stylize|s|chaos|sref) \S/.test(one));
    if (text === undefined) return undefined;
    const job = text.lastIndexOf("Job ID: ");
    const words = job < 0 ? text : text.slice(0, job).trimEnd();
    const flags = [...words.matchAll(flag)].map(([whole]) => whole.trim());
    const unwanted = flags
      .find((one) => one.startsWith("--no "))
      ?.slice(5)
      .trim();
    const prompt = words.slice(0, words.search(/\s--[a-z]/)).trim();
    const source = { program: "Midjourney" };
    return {
      value: { prompt, ...defined({ negativePrompt: unwanted || undefined }), source },
      findings: [recipeFindings.otherFlags({ flags: flags.join(" ").slice(0, mostTold) })],
    };
  },
};
