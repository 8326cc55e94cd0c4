import { expect, it } from "vitest";
import { mostModels, mostSettings } from "./most.ts";
import { readRecipe } from "./read-recipe.ts";

const settings = "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 3, Size: 512x768";
const many = (print: (i: number) => string) => Array.from({ length: mostModels + 5 }, (_, i) => print(i)).join("");

it.each([
  ["mentions", `${many((i) => `<lora:l${i}:1>`)}\n${settings}`],
  ["hashes", `fox\n${settings}, Lora hashes: "${many((i) => `l${i}: 0a1b2c, `)}"`],
  [
    "resources",
    `fox\n${settings}, Civitai resources: [${many((i) => `{"type":"lora","modelVersionId":${i + 1}},`)}{}]`,
  ],
  ["hashes of Civitai", `fox\n${settings}, Hashes: {${many((i) => `"lora:l${i}":"0a1b2c",`)}"model":"0a"}`],
])("of more %s than a recipe holds the first are read, and that is said", (_, text) => {
  const { value, findings } = readRecipe(text);
  expect([value.steps, value.loras?.length]).toEqual([20, mostModels]);
  expect(findings).toMatchObject([{ code: "recipes/onlyFirst", facts: { what: "loras", most: mostModels } }]);
});

it("of more settings than are read the first count, and that is said", () => {
  const { value, findings } = readRecipe(`fox\n${settings}${many((i) => `, Key ${i}: 1`)}`);
  expect([value.steps, value.width]).toEqual([20, 512]);
  expect(Object.keys(value.extra ?? {}).length).toBeLessThan(mostSettings);
  expect(findings).toMatchObject([{ code: "recipes/onlyFirst", facts: { what: "settings" } }]);
});

it("as many as a recipe holds are no finding", () => {
  const fit = Array.from({ length: mostModels }, (_, i) => `<lora:l${i}:1>`).join("");
  expect(readRecipe(`${fit}\n${settings}`).findings).toEqual([]);
});
