import { defined, type Problem, unattended } from "@danfang/domain";
import type { Workbench, WorkbenchOptions } from "@danfang/workbench";
import { homeFolder } from "../arguments/home.ts";
import { countOf } from "../arguments/values.ts";
import { printNote } from "../terminal/report-error.ts";
import type { CommandContext } from "./command.ts";

/** What the options say about the machine and the folders. Errors: `cli/badValue`. */
export const workbenchOptions = ({ options, io }: CommandContext): WorkbenchOptions => ({
  home: homeFolder(options, io.env),
  ...defined({
    modelRoots: options.models,
    backend: options.backend,
    threads: countOf(options, "threads"),
  }),
});

/** How long a call may go on after Ctrl-C, milliseconds. Not all stop between two steps, and a step may be long. */
const stopPatience = 4_000;

/**
 * Opens the workbench for as long as `use` runs, and closes it whatever happens. Folders that give no models are told
 * first. A while after Ctrl-C it is closed under
 * whatever still runs: its calls fail as cancelled, and what was saved is kept.
 */
export async function withWorkbench<T>(context: CommandContext, use: (workbench: Workbench) => Promise<T>): Promise<T> {
  const workbench = await context.openWorkbench(workbenchOptions(context));
  const { io, texts, signal } = context;
  const tell = (problem: Problem) => io.stderr.write(printNote(problem, texts, io.stderr));
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => {
    timer = setTimeout(unattended(workbench.close, tell), stopPatience);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    for (const problem of await workbench.rootProblems()) tell(problem);
    return await use(workbench);
  } finally {
    signal.removeEventListener("abort", onAbort);
    clearTimeout(timer);
    await workbench.close();
  }
}
