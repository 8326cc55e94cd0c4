import type { Finding } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { factsDeclaredIn } from "./facts-of-errors.ts";
import { hole, makersIn, tellingsOf } from "./tellings.ts";
import { filesOf, isForTests, textOf } from "./workspaces.ts";

const product = filesOf("{packages,apps}/*/src/**/*.{ts,tsx}").filter((file) => !isForTests(file));
const declaring = product.filter((file) => /= defineFindings\(/.test(textOf(file)));
const facts = new Map(declaring.flatMap((file) => [...factsDeclaredIn(textOf(file), "defineFindings")]));
const makers = (await Promise.all(declaring.map((file) => makersIn<Finding>(file, /Findings$/)))).flat();

it("every finding that is declared can be made", () => {
  expect(makers.length).toBeGreaterThan(10);
  expect(makers.map(({ code }) => code).sort()).toEqual([...facts.keys()].sort());
});

/** An object with a code of ours and a sentence: it would speak one language. The page's own codes have words in i18n. */
const writtenInPlace = /code: "(?!web\/)[a-z]+\/\w+",\s*message:/;

it("no sentence of a finding or an error is written in place, in one language", () => {
  expect(product.filter((file) => writtenInPlace.test(textOf(file)))).toEqual([]);
});

describe.each(makers.map((make) => [make.code, make] as const))("%s", (code, make) => {
  it("says in both languages what was noticed, without a hole", () => {
    for (const { message, zh = "" } of tellingsOf(make, facts.get(code))) {
      expect(message).toMatch(/^[\p{Lu}"].*\.$/u);
      expect(zh).toMatch(/\p{Script=Han}.*。$/u);
      for (const sentence of [message, zh]) expect(sentence).not.toMatch(hole);
      expect(zh).not.toMatch(/\p{Script=Han}\s?[,;:?!()](?!\p{N}|\w)/u);
    }
  });
});
