import type { CarriedTexts } from "../carried-texts.ts";
import { numberOf, seedOf } from "../json/fields.ts";
import { buildRecipe } from "./build-recipe.ts";
import { splitBrackets } from "./invokeai.ts";
import type { RecipeReader } from "./recipe-reader.ts";

/** InvokeAI 1: the command that painted, `"a fox [blur]" -s 50 -S 42 -W 512 -H 512 -C 7.5 -A k_lms`. */
export const invokeaiDream: RecipeReader = {
  program: "InvokeAI",
  read(texts) {
    const command = texts.text("Dream") ?? pasted(texts);
    if (command === undefined) return undefined;
    const start = firstOption(command);
    const options = optionsIn(command.slice(start));
    const whole = (letter: string) => {
      const number = numberOf(options.get(letter));
      return Number.isSafeInteger(number) ? number : undefined;
    };
    return buildRecipe({
      ...splitBrackets(unquoted(command.slice(0, start).trim())),
      steps: whole("s"),
      sampler: options.get("A"),
      cfgScale: numberOf(options.get("C")),
      seed: seedOf(options.get("S")),
      width: whole("W"),
      height: whole("H"),
      denoisingStrength: numberOf(options.get("f")),
      source: { program: "InvokeAI" },
    });
  },
};

/** A pasted command says at least its steps, its seed and its size. */
function pasted({ all }: CarriedTexts): string | undefined {
  const text = all.length === 1 && all[0]?.key === undefined ? all[0]?.text : undefined;
  const isCommand =
    text !== undefined && ["s", "S", "W", "H"].every((letter) => new RegExp(`\\s-${letter} ?\\d`).test(text));
  return isCommand ? text : undefined;
}

const firstOption = (command: string): number => {
  const at = command.search(/\s-[a-zA-Z] ?[\w."]/);
  return at < 0 ? command.length : at;
};

const optionsIn = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/\s-([a-zA-Z]) ?([^\s"-][^\s"]*)/g)].map(([, letter = "", value = ""]) => [letter, value]));

const unquoted = (text: string): string => (text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text);
