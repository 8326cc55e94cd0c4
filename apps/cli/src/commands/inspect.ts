import { printBytes, problemOf } from "@danfang/domain";
import type { Inspection, Workbench } from "@danfang/workbench";
import type { Command, CommandContext } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { withWorkbench } from "../open-workbench.ts";
import { styleFor } from "../terminal/style.ts";
import { cutTo, padTo, widthOf } from "../terminal/width.ts";

/** Says what files are and what is inside. A file that is broken, or among several missing, makes the status 1. */
export const command: Command = async (context) => {
  const { operands, options, io } = context;
  if (operands.length === 0) throw cliErrors.missingOperand({ command: "inspect", operand: "FILE" });
  const inspections = await withWorkbench(context, async (workbench) => {
    const found: Inspection[] = [];
    for (const path of operands)
      found.push(operands.length === 1 ? await workbench.inspect(path) : await inspectAmongOthers(workbench, path));
    return found;
  });
  if (options.json) io.stdout.write(`${JSON.stringify(inspections)}\n`);
  else io.stdout.write(inspections.map((inspection) => printInspection(context, inspection)).join("\n"));
  return inspections.some(({ what, findings }) => what === "unknown" && findings.length > 0) ? 1 : 0;
};

/** What one file is; if it cannot be read, that is a finding, so that the others are still answered. */
async function inspectAmongOthers(workbench: Workbench, path: string): Promise<Inspection> {
  try {
    return await workbench.inspect(path);
  } catch (error) {
    const { code, message, hint } = problemOf(error);
    return { path, what: "unknown", findings: [{ code, message: `${message} ${hint}` }] };
  }
}

/** The file's name, what it is, then a line for everything known about it. */
function printInspection({ io, texts: { inspection: t } }: CommandContext, inspection: Inspection): string {
  const { strong, faint, warning, done, error } = styleFor(io.stdout);
  const { kind, vae, safe, place, hashes = {}, metadata = {}, parts = {}, findings } = inspection;
  const vaeTexts: Readonly<Record<string, string>> = { baked: t.vaeBaked, none: t.vaeNone };
  const rows: [string, string | undefined][] = [
    [t.kind, kind && kind !== "unknown" ? kind : t.unknownKind],
    [t.family, inspection.family],
    [t.baseModel, inspection.baseModel],
    [t.precision, inspection.precision],
    [t.size, inspection.sizeBytes === undefined ? undefined : printBytes(inspection.sizeBytes)],
    ...Object.entries(parts).map(([part, what], i): [string, string] => [i === 0 ? t.parts : "", `${part}: ${what}`]),
    [t.vae, vae === undefined ? undefined : (vaeTexts[vae] ?? vae)],
    [t.safe, safe === undefined ? undefined : safe ? done(t.isSafe) : error(t.isUnsafe)],
    ...Object.entries(hashes).map(([name, hash], i): [string, string] => [
      i === 0 ? t.hash : "",
      `${hash} ${faint(name)}`,
    ]),
    [t.place, place?.webui],
    ...Object.entries(metadata).map(([key, value], i): [string, string] => [
      i === 0 ? t.metadata : "",
      cutTo(
        `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`.replace(/\s+/g, " "),
        longestMetadata,
      ),
    ]),
    ...findings.map((finding, i): [string, string] => [
      i === 0 ? t.findings : "",
      warning(finding.message ?? finding.code),
    ]),
  ];
  const known = rows.filter((row): row is [string, string] => row[1] !== undefined && row[1] !== "unknown");
  const width = Math.max(...known.map(([name]) => widthOf(name)));
  const lines = known.map(([name, value]) => `  ${faint(padTo(name, width))}  ${value}`);
  return `${[strong(inspection.path), ...lines].join("\n")}\n`;
}
/** Training tools put whole tag lists into one value. */
const longestMetadata = 120;
