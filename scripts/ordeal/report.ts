export interface Check {
  /** What docs/reliability.md promises, in a few words. */
  readonly promise: string;
  readonly verdict: "held" | "failed" | "left out";
  /** What was measured or seen. */
  readonly fact: string;
}
export interface Row extends Check {
  readonly ordeal: string;
}

const marks = { held: "✓", failed: "✗", "left out": "–" } as const;

export const printRow = ({ ordeal, promise, verdict, fact }: Row): string =>
  `${marks[verdict]} ${ordeal.padEnd(18)} ${promise}${fact ? `  (${fact})` : ""}`;

export function printMarkdown(rows: readonly Row[]): string {
  const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const lines = rows.map(
    ({ ordeal, promise, verdict, fact }) =>
      `| ${ordeal} | ${cell(promise)} | ${marks[verdict]} ${verdict} | ${cell(fact)} |`,
  );
  return ["| ordeal | promise | verdict | seen |", "| --- | --- | --- | --- |", ...lines, ""].join("\n");
}
