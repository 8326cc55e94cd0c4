/**
 * Puts real studios through what happens to real machines — full disks, locked databases, engines that hang, power cuts —
 * and prints what was promised beside what happened. docs/reliability.md says what each line means.
 *
 *     node scripts/ordeal/ordeal.ts [--only NAME,…] [--skip NAME,…] [--markdown FILE]
 *
 * Every ordeal has an end: one that takes too long has failed. Some need root or Linux, and say so where they are left out.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { openBench } from "./bench.ts";
import { ordeals } from "./ordeals/index.ts";
import { printMarkdown, printRow, type Row } from "./report.ts";

const { values } = parseArgs({
  options: { only: { type: "string" }, skip: { type: "string" }, markdown: { type: "string" } },
});
const only = values.only?.split(",");
const skip = values.skip?.split(",") ?? [];
const unknown = [...(only ?? []), ...skip].filter((name) => !ordeals.some((ordeal) => ordeal.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `No such ordeal: ${unknown.join(", ")}. There are: ${ordeals.map(({ name }) => name).join(", ")}\n`,
  );
  process.exit(2);
}

const rows: Row[] = [];
const tell = (row: Row) => {
  rows.push(row);
  process.stdout.write(`${printRow(row)}\n`);
};
for (const ordeal of ordeals) {
  if (skip.includes(ordeal.name) || !(only?.includes(ordeal.name) ?? true)) continue;
  const { name } = ordeal;
  const missing = ordeal.needs?.();
  if (missing !== undefined) {
    tell({ ordeal: name, promise: "(all)", verdict: "left out", fact: missing });
    continue;
  }
  const bench = openBench((check) => tell({ ordeal: name, ...check }));
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`took longer than ${ordeal.seconds} s`)), ordeal.seconds * 1000);
  const run = ordeal.run(bench);
  run.catch(() => undefined); // what it says after its end, nobody asks
  try {
    await Promise.race([run, late.promise]);
  } catch (error) {
    const fact = error instanceof Error ? error.message : String(error);
    tell({ ordeal: name, promise: "comes to its end", verdict: "failed", fact });
  } finally {
    clearTimeout(timer);
    await bench.close();
  }
}
if (values.markdown !== undefined) writeFileSync(values.markdown, printMarkdown(rows));
const count = (verdict: Row["verdict"]) => rows.filter((row) => row.verdict === verdict).length;
process.stdout.write(`${count("held")} held, ${count("failed")} failed, ${count("left out")} left out\n`);
process.exitCode = count("failed") === 0 && count("held") > 0 ? 0 : 1;
