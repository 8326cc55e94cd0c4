import { DanfangError } from "@danfang/domain";
import { expect, it } from "vitest";
import { commands } from "../catalogue/commands.ts";
import { type OptionName, type OptionShape, optionShapes } from "../catalogue/options.ts";
import { parseRequest } from "./generation-request.ts";
import { parseArguments } from "./parse-arguments.ts";

const options = [
  ...new Set(Object.values({ ...commands.txt2img.options, ...commands.img2img.options }).flat() as OptionName[]),
].filter((name) => name !== "prompt");

/** Values that are usual, at the edges, beyond them, and none at all. */
const numbers = ["0.5", "3", "64", "0", "-1", "-2", "100000", "1e9", "much"];

function valuesFor(name: OptionName): readonly (string | undefined)[] {
  const { value }: OptionShape = optionShapes[name];
  if (value === undefined) return [undefined];
  if (["X", "N", "PX"].includes(value)) return numbers;
  if (value === "WxH") return ["512x768", "0x64", "512"];
  return value.includes("|") ? [...value.split("|"), "red"] : ["red", ""];
}

const orderOf = (...args: readonly string[]) => {
  try {
    const { options: given } = parseArguments("img2img", ["--prompt", "apple", ...args], ["prompt", ...options]);
    return parseRequest("img2img", given);
  } catch (error) {
    if (error instanceof DanfangError) return error.message;
    throw error;
  }
};

it("each option of an order is read as it always was", async () => {
  const plain = orderOf();
  const read = options.flatMap((name) =>
    valuesFor(name).map((value) => {
      const args = [`--${name}`, ...(value === undefined ? [] : [value])];
      const order = orderOf(...args);
      return `${args.join(" ")}\n  ${JSON.stringify(typeof order === "string" ? order : sorted(beyond(order, plain)))}`;
    }),
  );
  await expect(`${read.join("\n")}\n`).toMatchFileSnapshot("../../goldens/orders.txt");
});

/** Fields that differ. */
const beyond = (order: object, plain: unknown): object =>
  Object.fromEntries(
    Object.entries(order).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify((plain as Record<string, unknown>)[name]),
    ),
  );

/** Names in the order of the alphabet, at every depth. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, sorted(inner)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
