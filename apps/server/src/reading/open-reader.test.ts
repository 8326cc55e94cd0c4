import { writeImageText } from "@danfang/formats";
import { afterAll, describe, expect, it } from "vitest";
import { greyPng } from "../testing/grey-png.ts";
import { openReader } from "./open-reader.ts";
import { readings } from "./readings.ts";

const closing = new AbortController();
const reader = openReader(closing.signal);
afterAll(() => closing.abort());

const infotext = (prompt: string) => `${prompt}\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 3, Size: 512x768`;

describe("reading", () => {
  it.each([1, 3000])("gives the same, whoever does it: %i times the words", async (times) => {
    const words = "(red fox:1.2), <lora:ink:0.8> ".repeat(times);
    expect(await reader.read("prompt", words)).toEqual(readings.prompt(words));
    expect(await reader.read("recipe", infotext(words))).toEqual(readings.recipe(infotext(words)));
    const picture = writeImageText(greyPng, "png", infotext(words));
    expect(await reader.read("pictureTexts", picture)).toEqual(readings.pictureTexts(picture));
  });

  it("tells what is wrong with a file, however large", async () => {
    for (const size of [100, 100_000]) {
      const reading = reader.read("pictureRecipe", { bytes: new Uint8Array(size).fill(7), name: "fox.png" });
      await expect(reading).rejects.toMatchObject({ code: "formats/notAnImage" });
    }
  });

  it("lets everybody else go on while a long text is read", async () => {
    let turns = 0;
    const over = new AbortController();
    const count = () => {
      turns++;
      if (!over.signal.aborted) setImmediate(count);
    };
    setImmediate(count);
    await reader.read("prompt", "汉字".repeat(20_000));
    over.abort();
    expect(turns).toBeGreaterThan(20);
  });

  it("ends with the server: whoever still waits is told", async () => {
    const ended = new AbortController();
    const waiting = openReader(ended.signal).read("prompt", "汉字".repeat(40_000));
    ended.abort();
    await expect(waiting).rejects.toMatchObject({ code: "server/readingTooLong" });
  });
});
