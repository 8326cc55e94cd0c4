import type { Workbench, WorkbenchOptions } from "@danfang/workbench";
import { countOf, defined } from "./arguments/values.ts";
import type { CommandContext } from "./command.ts";
import { homeFolder } from "./home.ts";
import { printNote } from "./report-error.ts";

/** What the options say about the machine and the folders. Errors: `cli/badValue`. */
export const workbenchOptions = ({ options, io }: CommandContext): WorkbenchOptions => ({
  home: homeFolder(options, io.env),
  ...defined({
    modelRoots: options.models,
    backend: options.backend,
    threads: countOf(options, "threads"),
  }),
});

/** Opens the workbench for as long as `use` runs, and closes it whatever happens. Folders that give no models are told first. */
export async function withWorkbench<T>(context: CommandContext, use: (workbench: Workbench) => Promise<T>): Promise<T> {
  const { io, texts } = context;
  const workbench = await context.openWorkbench(workbenchOptions(context));
  try {
    for (const problem of await workbench.rootProblems()) io.stderr.write(printNote(problem, texts, io.stderr));
    return await use(workbench);
  } finally {
    await workbench.close();
  }
}
