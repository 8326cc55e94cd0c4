import { allKinds, listedKinds } from "@danfang/domain";
import { expect, it } from "vitest";
import { kindCounts, kindNames } from "./kinds.ts";

it.each(["en", "zh"] as const)(
  "every kind has a name of its own in %s, and every listed one is counted",
  (language) => {
    const names = allKinds.map((kind) => kindNames(language)[kind]);
    expect(new Set(names).size).toBe(allKinds.length);
    for (const kind of listedKinds)
      for (const form of ["one", "other"] as const)
        expect(kindCounts(language)[`${kind}_${form}`]).toMatch(/^\{\{count\}\} \S/);
  },
);

it("Chinese has one form, English two", () => {
  expect(kindCounts("zh").lora_one).toBe(kindCounts("zh").lora_other);
  expect([kindCounts("en").lora_one, kindCounts("en").lora_other]).toEqual(["{{count}} LoRA", "{{count}} LoRAs"]);
});
