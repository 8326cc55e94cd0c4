import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  allKinds,
  type DanfangError,
  errorFrom,
  type Problem,
  ProblemBody,
  problemOf,
  type Reason,
} from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { factsDeclaredIn } from "./facts-of-errors.ts";
import { hole, makersIn, tellingsOf } from "./tellings.ts";
import { filesOf, root, textOf } from "./workspaces.ts";

const declaring = filesOf("{packages,apps}/*/src/**/*errors.ts").filter((file) =>
  /= defineErrors\(/.test(textOf(file)),
);
const facts = new Map(declaring.flatMap((file) => [...factsDeclaredIn(textOf(file))]));

const makers = (await Promise.all(declaring.map((file) => makersIn<DanfangError>(file, /Errors$/)))).flat();
const { KeptProblem } = await import(pathToFileURL(join(root, "packages/studio/src/problems/kept-problem.ts")).href);

const errorsOf = (make: (typeof makers)[number]): DanfangError[] => tellingsOf(make, facts.get(make.code));
const sentencesOf = ({ message, hint, zh }: Problem): string[] =>
  [message, hint, zh?.message, zh?.hint].map((sentence) => sentence ?? "");

/** A kind's name in code, where a person is to read the word for it. */
const rawKind = new RegExp(`(?<![\\w/.])(${allKinds.join("|")})(?![\\w/.:-])`);
const ofSkin = /^(cli|server)\//;
/** Two words of English in a row, where nothing is quoted and no name is told. */
const englishIn = (said: string): string[] =>
  said.replaceAll(/「[^」]*」|"[^"]*"|a word|<[^>]*>/g, "·").match(/(?<![\w./-])[a-z]{2,} [a-z]{2,}(?![\w./-])/g) ?? [];
/** Reasons among the facts of an error. */
const reasonsIn = ({ facts }: DanfangError): Reason[] =>
  Object.values(facts).filter(
    (fact): fact is Reason => typeof fact === "object" && fact !== null && "en" in fact && "zh" in fact,
  );
/** Facts that say why: of type `Reason` where a sentence tells them. `found` may also be a kind of model. */
const clauses = /^(reason|fault|obstacle|found)$/;
const isKindAt = (code: string, name: string) => name === "found" && facts.get(code)?.kind !== undefined;
/** As versions before this one told it. */
function inEnglish(error: unknown): Problem {
  const { zh: _, do: __, ...problem } = problemOf(error);
  return problem;
}
const stored = (problem: unknown): unknown => JSON.parse(JSON.stringify(problem));

it("finds every code that is declared", () => {
  expect(makers.length).toBeGreaterThan(150);
  expect(makers.map(({ code }) => code).sort()).toEqual([...facts.keys()].sort());
  expect(new Set(facts.keys()).size).toBe(makers.length);
});

it("problems that may be kept are those of every package; those of a skin are told and forgotten", () => {
  const retold = makers.filter((make) => KeptProblem.parse(stored(inEnglish(errorsOf(make)[0]))).zh);
  const ofPackages = makers.filter(({ code }) => !ofSkin.test(code));
  expect(retold).toEqual(ofPackages);
});

it("whatever is read back from where the studio keeps it is told by this version", () => {
  const reading = filesOf("packages/studio/src/**/*.ts").filter((file) =>
    /jsonOf\(ProblemBody|\bProblemBody\.\w/.test(textOf(file)),
  );
  expect(reading).toEqual(["packages/studio/src/problems/kept-problem.ts"]);
});

describe.each(makers.map((make) => [make.code, make] as const))("%s", (code, make) => {
  const errors = errorsOf(make);

  it("says what happened and what to do, in both languages, without a hole", () => {
    for (const error of errors)
      for (const sentence of sentencesOf(error)) {
        expect(sentence.trim()).not.toBe("");
        expect(sentence).not.toMatch(hole);
      }
  });

  it("speaks Chinese with the punctuation and the words of Chinese", () => {
    for (const { zh } of errors) {
      const said = `${zh?.message}${zh?.hint}`;
      expect(zh?.hint).toMatch(/\p{Script=Han}/u);
      if (code !== "internal/unexpected") expect(zh?.message).toMatch(/\p{Script=Han}/u);
      expect(said).not.toMatch(/\p{Script=Han}\s?[,;:?!()](?!\p{N}|\w)/u);
      expect(said).not.toMatch(/提示语|检查点|模型检查点|变分自编码|帐户/);
    }
  });

  it.runIf(code !== "internal/unexpected")("has no English within Chinese, whatever the reason", () => {
    const clause = "something is so";
    const names = Object.keys(facts.get(code) ?? {}).filter((name) => clauses.test(name) && !isKindAt(code, name));
    const told = names.flatMap((name) => tellingsOf(make, Object.assign({ ...facts.get(code) }, { [name]: [clause] })));
    for (const { zh } of [...errors, ...told]) expect(englishIn(`${zh?.message}${zh?.hint}`)).toEqual([]);
  });

  it("says as much in Chinese as in English of why something is so", () => {
    for (const error of errors)
      for (const { en, zh } of reasonsIn(error)) {
        const said = `${error.message}${error.hint}`;
        if (said.includes(en)) expect(`${error.zh?.message}${error.zh?.hint}`).toContain(zh);
      }
  });

  it("has the right article before whatever follows it", () => {
    for (const word of ["apple", "pear"]) {
      const named = Object.entries(facts.get(code) ?? {}).map(([name, samples]) => [
        name,
        samples.includes("a word") ? [word] : samples,
      ]);
      for (const { message, hint } of tellingsOf(make, Object.fromEntries(named)))
        expect(`${message} ${hint}`).not.toMatch(/\ba apple|\ban pear/i);
    }
  });

  it.runIf(facts.get(code)?.kind !== undefined)("names every kind of model in Chinese by its Chinese word", () => {
    for (const kind of allKinds)
      for (const { zh } of tellingsOf(make, { ...facts.get(code), kind: [kind], found: [kind] }))
        expect(`${zh?.message}${zh?.hint}`.replace(/<[^>]*>/g, "")).not.toMatch(rawKind);
  });

  it.runIf(!/^cli\//.test(code))("leaves it to the skins to name an option or a place of the page", () => {
    for (const error of errors)
      for (const sentence of sentencesOf(error))
        expect(sentence).not.toMatch(/(^|[\s（(`，、])--[a-z]|danfang inspect|左上角|「设置」|Settings/);
  });

  it("is told the same after every border, and by who only kept it in English", () => {
    for (const error of errors) {
      const problem = problemOf(error);
      const said = sentencesOf(error);
      const overHttp = ProblemBody.parse(stored(problem));
      const fromEngine = problemOf(errorFrom(ProblemBody.parse(stored(problem))));
      const kept = KeptProblem.parse(stored(problem));
      for (const told of [overHttp, fromEngine, kept]) {
        expect(sentencesOf(told)).toEqual(said);
        expect(told.do).toBe(error.do);
      }
      if (ofSkin.test(code) || code === "internal/unexpected") continue;
      const again = KeptProblem.parse(
        stored({ ...inEnglish(error), message: "as it was said", hint: "as it was told" }),
      );
      expect(sentencesOf(again)).toEqual(said);
    }
  });
});
