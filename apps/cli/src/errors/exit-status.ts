/** 0 done, 1 failed, 2 wrongly asked, 70 a fault that nobody waited for, 130 cancelled. */
export type ExitStatus = 0 | 1 | 2 | 70 | 130;

/** Problems of the packages below that lie in what was typed, not in a file or the machine. */
const usageCodes: ReadonlySet<string> = new Set([
  "engine/unknownSampler",
  "engine/unknownSchedule",
  "engine/tooFewSteps",
  "engine/badSize",
  "engine/unknownBackend",
  "grid/unknownAxis",
  "grid/unavailableAxis",
  "grid/withoutEffect",
  "grid/noValues",
  "grid/badValue",
  "grid/unknownName",
  "grid/notInPrompt",
  "grid/tooManyCells",
  "grid/tooLarge",
  "server/needsAuth",
  "server/badAuth",
]);

/** Problems of the command line itself that are not mistakes in typing. */
const failedCodes: ReadonlySet<string> = new Set(["cli/unwritable", "cli/resultsLost", "cli/notText"]);

/** The exit status of a problem, by its code. */
export function exitStatusOf(code: string): ExitStatus {
  if (code.endsWith("/cancelled")) return 130;
  if (usageCodes.has(code)) return 2;
  return code.startsWith("cli/") && !failedCodes.has(code) ? 2 : 1;
}
