import fc from "fast-check";
import { expect, it } from "vitest";
import { picturesAnswer } from "./pictures-answer.ts";

const image = fc.oneof(
  fc.uint8Array({ maxLength: 20 }),
  // Around the pieces that are turned into text at once.
  fc.integer({ min: 49_150, max: 49_156 }).map((length) => new Uint8Array(length).fill(7)),
);

it("is the JSON of its parts, whatever pictures there are", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(image, { maxLength: 4 }), fc.string({ unit: "grapheme" }), async (images, info) => {
      const answer = picturesAnswer(images, { parameters: { steps: 20 }, info });
      const base64 = images.map((bytes) => Buffer.from(bytes).toString("base64"));
      expect(await answer.text()).toBe(JSON.stringify({ images: base64, parameters: { steps: 20 }, info }));
    }),
    { numRuns: 40 },
  );
});
