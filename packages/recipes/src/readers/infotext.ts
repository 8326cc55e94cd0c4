import type { CarriedTexts } from "../carried-texts.ts";
import { readA1111 } from "./a1111.ts";
import type { RecipeReader } from "./recipe-reader.ts";

/** Where pictures keep an infotext, or words that are one; the first that is there counts. */
const places = ["UserComment", "parameters", "comment"];

/** AUTOMATIC1111's text, which many write; without settings it is a prompt. */
export const infotext: RecipeReader = {
  program: "AUTOMATIC1111",
  read(texts) {
    const text = infotextIn(texts);
    if (text === undefined) return undefined;
    const reading = readA1111(text);
    const { steps, seed, negativePrompt, loras } = reading.value;
    const isRecipe = [steps, seed, negativePrompt, loras, reading.value.clipSkip].some((part) => part !== undefined);
    return isRecipe ? reading : { value: { prompt: text.trim() }, findings: [] };
  },
};

function infotextIn(texts: CarriedTexts): string | undefined {
  const words = texts.all.filter((one) => texts.json(one) === undefined);
  for (const place of [undefined, ...places]) {
    const found = words.find(({ key }) => key === place);
    if (found) return found.text;
  }
  return undefined;
}
