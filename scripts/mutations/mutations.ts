/**
 * Turns single operators, constants and conditions of product files around, one at a time, and asks the unit tests nearest
 * to each whether they notice. `npm run mutations -- --count 30 --seed 1 --in packages/domain,apps/cli`; the same seed
 * makes the same mutations. Works on a copy elsewhere, which is removed at the end (that of a run that was killed, by the next
 * one): no file of the house changes.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { randomFrom } from "../fuzz/random.ts";
import { filesOf, isForTests, textOf } from "../house/workspaces.ts";
import { type Answer, askTests } from "./ask-tests.ts";
import { copyHouse } from "./house-copy.ts";
import { type Mutation, mutate, mutationsIn } from "./mutations-in.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "30" },
    seed: { type: "string", default: "1" },
    in: {
      type: "string",
      default: "packages/domain,packages/prompt,packages/recipes,packages/library,apps/cli,apps/web/src/features",
    },
  },
});

interface Chosen {
  readonly file: string;
  readonly code: string;
  readonly mutation: Mutation;
}

const files = values.in
  .split(",")
  .flatMap((folder) => filesOf(`${folder}/**/*.{ts,tsx}`))
  .filter((file) => !isForTests(file) && mutationsIn(file, textOf(file)).length > 0);

/** Every file is as likely as any other: a long table of constants is not all that is asked about. */
function chosenBy(seed: number, count: number): Chosen[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => {
    const file = random.pick(files);
    const code = textOf(file);
    return { file, code, mutation: random.pick(mutationsIn(file, code)) };
  });
}

const place = ({ file, code, mutation }: Chosen): string =>
  `${file}:${code.slice(0, mutation.start).split("\n").length}`;
const change = ({ code, mutation: { start, end, text } }: Chosen): string =>
  `${code.slice(start, end).replaceAll(/\s+/g, " ")} → ${text}`;

async function ask(copy: string, chosen: Chosen): Promise<Answer> {
  const path = join(copy, chosen.file);
  const code = readFileSync(path, "utf8");
  writeFileSync(path, mutate(code, chosen.mutation));
  try {
    return await askTests(copy, chosen.file);
  } finally {
    writeFileSync(path, code);
  }
}

const copy = copyHouse();
const answers: Answer[] = [];
for (const chosen of chosenBy(Number(values.seed), Number(values.count))) {
  const answer = await ask(copy, chosen);
  answers.push(answer);
  console.log(`${answer.padEnd(10)} ${place(chosen)}  ${change(chosen)}`);
}
const noticed = answers.filter((answer) => answer !== "unnoticed").length;
console.log(
  `\n${noticed} of ${answers.length} noticed: ${Math.round((100 * noticed) / Math.max(1, answers.length))} %`,
);
