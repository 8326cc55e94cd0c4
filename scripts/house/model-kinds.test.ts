import { listedKinds } from "@danfang/domain";
import { expect, it } from "vitest";
import { filesOf, isForTests, textOf } from "./workspaces.ts";

const table = "packages/domain/src/models/model-kinds.ts";
/** Two are a choice between two; three are a list, and one that a new kind would be missing from. */
const least = 3;

/** The lists and unions of a text that name several kinds of models that are listed. */
const listsIn = (text: string): string[] =>
  [...text.matchAll(/\[[^[\]]*\]|(?:"\w+"\s*\|\s*)+"\w+"/g)]
    .map(([list]) => list)
    .filter((list) => listedKinds.filter((kind) => list.includes(`"${kind}"`)).length >= least);

it("sees a list and a union", () => {
  expect(
    listsIn('const a = ["vae", "lora",\n "embedding"] as const; type B = "upscaler" | "vae" | "lora";'),
  ).toHaveLength(2);
  expect(listsIn('const a = ["vae", "lora"]; const b = { vae: 1, lora: 2, unet: 3 };')).toEqual([]);
});

it(`kinds of models are listed in ${table} alone: others derive, or hold a record with every kind in it`, () => {
  const files = filesOf("{packages,apps}/*/src/**/*.{ts,tsx}").filter((file) => !isForTests(file) && file !== table);
  expect(files.flatMap((file) => listsIn(textOf(file)).map((list) => `${file}: ${list}`))).toEqual([]);
});
