import { findingFrom, findingIn, ownValue, printBytes, problemOf } from "@danfang/domain";
import type { Inspection, InspectWishes, Workbench } from "@danfang/workbench";
import type { Command, CommandContext } from "../command/command.ts";
import { withWorkbench } from "../command/open-workbench.ts";
import { cliErrors } from "../errors/errors.ts";
import { plain, plainLine } from "../terminal/plain.ts";
import { styleFor } from "../terminal/style.ts";
import { cutTo, padTo, widthOf } from "../terminal/width.ts";

/** Says what files are and what is inside. A file that is broken, or among several missing, makes the status 1. */
export const command: Command = async (context) => {
  const { operands, options, io } = context;
  if (operands.length === 0) throw cliErrors.missingOperand({ command: "inspect", operand: "FILE" });
  const wishes = { withTensors: options.tensors === true, withHashes: options.hash === true };
  const inspections = await withWorkbench(context, async (workbench) => {
    const found: Inspection[] = [];
    for (const path of operands) {
      const folder = await workbench.filesIn(path);
      const isAlone = operands.length === 1 && folder === undefined;
      if (folder) found.push({ path, what: "unknown", kind: "folder", findings: folder.findings });
      for (const file of folder?.files ?? [path])
        found.push(
          await (isAlone
            ? workbench.inspect(file, wishes)
            : inspectAmongOthers(workbench, file, { ...wishes, isOneOfMany: folder !== undefined })),
        );
    }
    return found;
  });
  if (options.json) io.stdout.write(`${JSON.stringify(inspections)}\n`);
  else io.stdout.write(inspections.map((inspection) => printInspection(context, inspection)).join("\n"));
  return inspections.some(isBroken) ? 1 : 0;
};

/** What was not understood for a reason, and what is cut off. */
const isBroken = ({ what, findings }: Inspection): boolean =>
  findings.length > 0 && (what === "unknown" || findings.some(({ code }) => code === "formats/incomplete"));

/** What one file is; if it cannot be read, that is a finding, so that the others are still answered. */
async function inspectAmongOthers(workbench: Workbench, path: string, wishes: InspectWishes): Promise<Inspection> {
  try {
    return await workbench.inspect(path, wishes);
  } catch (error) {
    return { path, what: "unknown", findings: [findingFrom(problemOf(error))] };
  }
}

/** The file's name, then a line for everything known about it; of a picture, its whole infotext. */
function printInspection({ io, texts }: CommandContext, inspection: Inspection): string {
  const t = texts.inspection;
  const { strong, faint, warning, done, error } = styleFor(io.stdout);
  const { kind, vae, safe, sizeBytes, hashes = {}, parts = {} } = inspection;
  const vaeTexts: Readonly<Record<string, string>> = { baked: t.vaeBaked, none: t.vaeNone };
  const rows = [
    [[t.kind, kind && kind !== "unknown" ? kind : t.unknownKind] as const],
    row(t.family, inspection.family),
    row(t.baseModel, inspection.baseModel),
    row(t.architecture, inspection.architecture),
    row(t.variant, inspection.variant),
    row(t.algorithm, inspection.algorithm),
    row(t.rank, inspection.rank?.toString()),
    row(t.alpha, inspection.alpha?.toString()),
    row(t.trains, inspection.trains && trainedText(t, inspection)),
    row(t.vectors, vectorsText(inspection)),
    row(t.layers, ...(inspection.layers ?? [])),
    row(t.triggerWords, listed(inspection.triggerWords ?? [])),
    row(t.tags, listed((inspection.tags ?? []).map(({ tag, count }) => `${tag} (${count})`))),
    row(t.painted, paintedText(t, inspection)),
    row(t.confidence, inspection.confidence && t.confidences[inspection.confidence]),
    row(t.evidence, ...(inspection.evidence ?? []).map(plainLine)),
    row(t.scale, inspection.scale === undefined ? undefined : `${inspection.scale}×`),
    row(t.precision, inspection.precision),
    row(t.size, sizeBytes === undefined ? undefined : printBytes(sizeBytes)),
    row(t.parts, ...Object.entries(parts).map(([part, what]) => `${part}: ${what}`)),
    row(t.weights, ...Object.values(inspection.weights ?? {}).map(printWeights(t))),
    row(t.vae, vae && (ownValue(vaeTexts, vae) ?? vae)),
    row(t.safe, safe === undefined ? undefined : safe ? done(t.isSafe) : error(t.isUnsafe)),
    row(t.calls, ...printCalls(t, inspection)),
    row(t.contents, ...(inspection.contents ?? []).map(printMember)),
    row(t.hash, ...Object.entries(hashes).map(([name, hash]) => `${hash} ${faint(name)}`)),
    row(t.place, ...printPlaces(inspection.place ?? {})),
    row(t.metadata, ...printMetadata(inspection)),
    row(t.tensors, ...(inspection.tensors ?? []).map(printTensor)),
    row(t.findings, ...inspection.findings.map((finding) => warning(plainLine(findingIn(texts.language, finding))))),
  ].flat();
  const width = Math.max(...rows.map(([name]) => widthOf(name)));
  const lines = rows.map(([name, value]) => `  ${faint(padTo(name, width))}  ${value}`);
  return `${[strong(plainLine(inspection.path)), ...lines].join("\n")}\n`;
}

/** The WebUI's folder first, by itself: the others have it in their own names. */
const printPlaces = ({ webui, forge, ...others }: Readonly<Record<string, string>>): string[] => [
  ...(webui === undefined ? [] : [webui]),
  ...(forge === undefined || forge === webui ? [] : [`${forge} (Forge)`]),
  ...Object.entries(others).map(([program, place]) => `${place} (${ownValue(programNames, program) ?? program})`),
];

const programNames: Readonly<Record<string, string>> = {
  comfyui: "ComfyUI",
  invokeai: "InvokeAI",
  swarmui: "SwarmUI",
  stabilityMatrix: "Stability Matrix",
};

const paintedText = (t: Texts, { painted }: Inspection): string | undefined =>
  painted === undefined ? undefined : painted ? t.isPainted : t.isNotPainted;

type Texts = CommandContext["texts"]["inspection"];

const listed = (words: readonly string[]): string | undefined =>
  words.length === 0 ? undefined : cutTo(plainLine(words.join(", ")), longestMetadata);

const trainedText = (t: Texts, { trains = [], modules = 0 }: Inspection): string =>
  t.trained({ parts: trains.map((part) => t.trainedParts[part]).join(", "), modules });

const vectorsText = ({ vectors, width }: Inspection): string | undefined =>
  vectors === undefined ? undefined : `${vectors} × ${width ?? "?"}`;

/** The worst first; names that make nothing but data are not worth a line. */
const printCalls = (t: Texts, { calls = [] }: Inspection): string[] =>
  (["dangerous", "unknown"] as const).flatMap((grade) =>
    calls.filter((call) => call.grade === grade).map(({ name }) => plainLine(`${name}: ${t.grades[grade]}`)),
  );

const printMember = ({ name, sizeBytes, kind, baseModel }: NonNullable<Inspection["contents"]>[number]): string =>
  plainLine([name, printBytes(sizeBytes), kind, ...(baseModel === undefined ? [] : [baseModel])].join("  "));

const printTensor = ({ name, dtype, shape }: NonNullable<Inspection["tensors"]>[number]): string =>
  plainLine(`${name}  ${dtype}  [${shape.join(", ")}]`);

type Row = readonly [name: string, value: string];

/** A name beside the first of its values; nothing where nothing is known. */
const row = (name: string, ...values: (string | undefined)[]): Row[] =>
  values
    .filter((value) => value !== undefined && value !== "unknown")
    .map((value, i): Row => [i === 0 ? name : "", value ?? ""]);

/** The weights that are taken, and which others lie beside them. */
const printWeights =
  (t: Texts) =>
  ({ name, others }: { readonly name: string; readonly others: readonly string[] }): string =>
    plainLine(others.length === 0 ? name : `${name} ${t.insteadOf({ others: others.join(", ") })}`);

/** Training tools put whole tag lists into one value. */
const longestMetadata = 120;

function printMetadata({ what, metadata = {} }: Inspection): string[] {
  const infotext = metadata.infotext;
  if (what === "image" && typeof infotext === "string") return plain(infotext).split("\n");
  return Object.entries(metadata).map(([key, value]) =>
    cutTo(plainLine(`${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`), longestMetadata),
  );
}
