import type { WordsOfFields } from "../field-words.ts";
import { compatibilityWords } from "./compatibility.ts";
import { gridWords } from "./grid.ts";
import { hiresWords } from "./hires.ts";
import { initWords } from "./init.ts";
import { knobsWords } from "./knobs.ts";
import { maskWords } from "./mask.ts";
import { modelsWords } from "./models.ts";
import { noiseWords } from "./noise.ts";
import { passesWords } from "./passes.ts";
import { promptWords } from "./prompt.ts";
import { refinerWords } from "./refiner.ts";
import { samplingWords } from "./sampling.ts";
import { sizeWords } from "./size.ts";
import { softWords } from "./soft.ts";

/** What every field of an order is called, in both languages. */
export const fieldWords: WordsOfFields = {
  ...promptWords,
  ...modelsWords,
  ...samplingWords,
  ...sizeWords,
  ...noiseWords,
  ...initWords,
  ...maskWords,
  ...softWords,
  ...passesWords,
  ...hiresWords,
  ...refinerWords,
  ...knobsWords,
  ...compatibilityWords,
  ...gridWords,
};
