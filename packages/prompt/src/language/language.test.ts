import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { applyStyle, extractStyles } from "../styles/apply-styles.ts";
import { parseStyles, printStyles } from "../styles/styles.ts";
import { stripComments } from "./comments.ts";
import { composeBatch } from "./composition.ts";
import { parseExtraNetworks } from "./extra-networks.ts";
import { readNetworkMentions } from "./network-mentions.ts";
import { parseSchedule, type ScheduledText } from "./schedule.ts";

/** Written by `goldens/make-language.py`, which can make larger ones; this names another to compare with. */
const file = process.env.DANFANG_LANGUAGE_GOLDEN ?? new URL("../../goldens/language.json", import.meta.url);
const golden: Golden = JSON.parse(readFileSync(file, "utf8"));
type StyleRow = [name: string, prompt: string, negativePrompt: string];
interface Golden {
  passes: [steps: number, hiresSteps: number | null, useOldScheduling: boolean][];
  /** A result is one schedule for each pass. Several, where the WebUI's differs from one start to the next. */
  schedules: { text: string; results: ScheduledText[][][] }[];
  compositions: { prompts: string[]; texts: string[]; parts: [number, number][][] }[];
  networks: {
    text: string;
    rest: string;
    networks: { type: string; args: string[]; positional: string[]; named: [string, string][] }[];
    /** null where the WebUI fails and goes on without. */
    loras: [string, number, number, number | null][] | null;
    hypernetworks: [string, number][] | null;
  }[];
  comments: [string, string][];
  applied: { style: string; prompt: string; applied: string }[];
  extractions: {
    styles: StyleRow[];
    prompt: string;
    negative: string;
    found: string[];
    rest: string;
    negativeRest: string;
  }[];
  files: { csv: string; styles: StyleRow[]; saved: string }[];
}

/** The cases on which we and the WebUI disagree, each with what we make of it. */
function differences<C>(cases: readonly C[], read: (one: C) => unknown, expected: (one: C) => unknown): object[] {
  expect(cases.length).toBeGreaterThan(0);
  return cases.flatMap((one) => {
    const ours = JSON.stringify(read(one));
    return ours === JSON.stringify(expected(one)) ? [] : [{ ...one, ours }];
  });
}

it("schedules prompts as AUTOMATIC1111 does, in both passes and by both rules", () => {
  const read = (text: string) =>
    golden.passes.map(([steps, hiresSteps, useOldScheduling]) =>
      parseSchedule(text, { steps, hiresSteps: hiresSteps ?? undefined, useOldScheduling }),
    );
  expect(golden.schedules.length).toBeGreaterThan(0);
  const unlike = golden.schedules.filter(({ text, results }) => {
    const ours = JSON.stringify(read(text));
    return results.every((result) => JSON.stringify(result) !== ours);
  });
  expect(unlike.map((one) => ({ ...one, ours: read(one.text) }))).toEqual([]);
});

it("splits at AND and reads weights as AUTOMATIC1111 does", () => {
  const read = ({ prompts }: { prompts: string[] }) => composeBatch(prompts);
  expect(differences(golden.compositions, read, ({ texts, parts }) => ({ texts, parts }))).toEqual([]);
});

it("takes extra networks out and reads their arguments as AUTOMATIC1111 does", () => {
  const read = ({ text }: { text: string }) => {
    const { text: rest, networks } = parseExtraNetworks(text);
    const { loras, hypernetworks, findings } = readNetworkMentions(networks);
    const failed = (...types: string[]) =>
      findings.some((finding) => finding.code !== "prompt/unknownNetworkType" && types.includes(finding.type));
    return {
      rest,
      networks: [...Map.groupBy(networks, ({ type }) => type).values()]
        .flat()
        .map(({ type, args, positional, named }) => ({ type, args, positional, named: [...named] })),
      loras: failed("lora", "lyco") ? null : loras.map((l) => [l.name, l.textWeight, l.unetWeight, l.dyn ?? null]),
      hypernetworks: failed("hypernet") ? null : hypernetworks.map(({ name, weight }) => [name, weight]),
    };
  };
  expect(differences(golden.networks, read, ({ text: _, ...result }) => result)).toEqual([]);
});

it("strips comments as AUTOMATIC1111 does", () => {
  expect(golden.comments.map(([text]) => [text, stripComments(text)])).toEqual(golden.comments);
});

it("adds styles to prompts as AUTOMATIC1111 does", () => {
  expect(
    differences(
      golden.applied,
      ({ style, prompt }) => applyStyle(prompt, style),
      ({ applied }) => applied,
    ),
  ).toEqual([]);
});

const styleOf = ([name, prompt, negativePrompt]: StyleRow) => ({ name, prompt, negativePrompt });

it("finds styles in prompts as AUTOMATIC1111 does", () => {
  const read = ({ styles, prompt, negative }: Golden["extractions"][number]) => {
    const found = extractStyles({ prompt, negativePrompt: negative }, styles.map(styleOf));
    return [found.styles.map(({ name }) => name), found.prompt, found.negativePrompt];
  };
  expect(differences(golden.extractions, read, ({ found, rest, negativeRest }) => [found, rest, negativeRest])).toEqual(
    [],
  );
});

it("reads style files as AUTOMATIC1111 does", () => {
  const read = ({ csv }: { csv: string }) => parseStyles(csv);
  expect(differences(golden.files, read, ({ styles }) => styles.map(styleOf))).toEqual([]);
});

const beginsWithSpace = ({ styles }: { styles: StyleRow[] }) => styles.flat().some((text) => text.startsWith(" "));

it("prints style files as AUTOMATIC1111 does", () => {
  const print = ({ styles }: { styles: StyleRow[] }) => printStyles(styles.map(styleOf));
  const plain = golden.files.filter((file) => !beginsWithSpace(file));
  expect(differences(plain, print, ({ saved }) => saved)).toEqual([]);
});

it("keeps the space that a style begins with, which AUTOMATIC1111 writes and does not read again", () => {
  const spaced = golden.files.filter(beginsWithSpace);
  expect(spaced.length).toBeGreaterThan(0);
  for (const { styles, saved } of spaced) {
    expect(parseStyles(printStyles(styles.map(styleOf)))).toEqual(styles.map(styleOf));
    expect(parseStyles(saved)).not.toEqual(styles.map(styleOf));
  }
});
