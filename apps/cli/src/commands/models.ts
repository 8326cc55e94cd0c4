import { defined, isListedKind, listedKinds, ModelQuery, printBytes } from "@danfang/domain";
import type { Library, LibraryItem, MoveReport, Verified } from "@danfang/studio";
import { homeFolder } from "../arguments/home.ts";
import { countOf } from "../arguments/values.ts";
import type { Command, CommandContext } from "../command/command.ts";
import { cliErrors } from "../errors/errors.ts";
import type { ExitStatus } from "../errors/exit-status.ts";
import { plainLine } from "../terminal/plain.ts";
import { printNote, wordsIn } from "../terminal/report-error.ts";
import type { Texts } from "../texts/texts.ts";

type Verb = (library: Library, names: readonly string[], context: CommandContext) => Promise<ExitStatus>;

/** What can be done with models. */
const verbs: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ["list", list],
  ["scan", scan],
  ["hash", hash],
  ["verify", verify],
  ["duplicates", duplicates],
  ["place", place],
  ["shelve", shelve],
  ["restore", restore],
  ["undo", undo],
]);

/** How many names follow: none, any number, at least one, at most one. */
const operandsOf: ReadonlyMap<string, (count: number) => boolean> = new Map([
  ["hash", () => true],
  ["verify", () => true],
  ["undo", (count: number) => count <= 1],
  ...["place", "shelve", "restore"].map((name) => [name, (count: number) => count > 0] as const),
]);
const takes = (verb: string, count: number): boolean => operandsOf.get(verb)?.(count) ?? count === 0;

/** Lists, hashes and verifies the models of a home and of the folders that `--models` names. */
export const command: Command = async (context) => {
  const { operands, options, io, texts } = context;
  const [name = "", ...names] = operands;
  const verb = verbs.get(name);
  if (!verb || !takes(name, names.length))
    throw cliErrors.missingOperand({ command: "models", operand: [...verbs.keys()].join("|") });
  const { openLibrary } = await import("@danfang/studio");
  const library = await openLibrary({
    home: homeFolder(options, io.env),
    onNotice: (problem) => io.stderr.write(printNote(problem, texts, io.stderr)),
    ...defined({ modelRoots: options.models }),
  });
  try {
    await library.scan(); // what was put into a folder a moment ago is meant too
    return await verb(library, names, context);
  } finally {
    await library.close();
  }
};

const printJson = ({ io }: CommandContext, document: object) => io.stdout.write(`${JSON.stringify(document)}\n`);
const printLines = ({ io }: CommandContext, lines: readonly string[]) =>
  io.stdout.write(lines.map((line) => `${plainLine(line)}\n`).join(""));

async function list(library: Library, _: readonly string[], context: CommandContext): Promise<ExitStatus> {
  const { options, texts } = context;
  const { kind, family, search: text, cursor } = options;
  if (kind !== undefined && !isListedKind(kind))
    throw cliErrors.badValue({ option: "--kind", value: kind, expected: { kind: "choice", choices: listedKinds } });
  const query = ModelQuery.parse(defined({ kind, family, text, cursor, limit: countOf(options, "limit") }));
  const { items, total, nextCursor, scanning } = await library.page(query);
  if (options.json) printJson(context, { items: items.map(toldItem), total, ...defined({ nextCursor }), scanning });
  else {
    printLines(
      context,
      items.map((item) => printItem(item, texts)),
    );
    if (nextCursor !== undefined) printLines(context, ["", texts.models.more({ shown: items.length, total })]);
  }
  return 0;
}

function printItem({ kind, name, family, sizeBytes, problem, isShelved }: LibraryItem, texts: Texts): string {
  const known = family === "unknown" ? texts.models.unknownFamily : family;
  const fault = isShelved ? texts.models.shelved : problem ? wordsIn(texts.language, problem).message : "";
  return [kind.padEnd(13), printBytes(sizeBytes).padStart(9), name, known, fault].join("  ").trimEnd();
}

/** Digits of a hash that programs name models by. */
const autoV2Digits = 10;

/** A model as programs are told of it. */
function toldItem({ id, name, path, root, kind, family, precision, sizeBytes, ...model }: LibraryItem) {
  const { sha256, baseModel = family, modifiedAt, problem, automaticVae: vae } = model;
  const hashes = sha256 === undefined ? {} : { sha256, autoV2: sha256.slice(0, autoV2Digits) };
  const triggerWords = model.wordsBeside ?? model.triggerWords;
  return {
    id,
    name,
    path,
    root,
    kind,
    family,
    baseModel,
    precision,
    sizeBytes,
    modifiedAt,
    hashes,
    ...defined({ vae, triggerWords, broken: problem }),
    shelved: model.isShelved ?? false,
  };
}

async function scan(library: Library, _: readonly string[], context: CommandContext): Promise<ExitStatus> {
  const { total, kind, flags } = await library.facets({});
  if (context.options.json) printJson(context, { total, kinds: kind, broken: flags.broken, absent: flags.absent });
  else
    printLines(context, [
      ...kind.map(({ value, count }) => `${value.padEnd(13)}  ${count}`),
      context.texts.models.scanned({ total }),
    ]);
  return 0;
}

async function hash(library: Library, names: readonly string[], context: CommandContext): Promise<ExitStatus> {
  const hashed: object[] = [];
  for (const item of await library.named(names)) {
    const { sha256, autoV1, tensorSha256 } = await library.hash(item, context.signal);
    const hashes = { sha256, autoV1, autoV2: sha256.slice(0, autoV2Digits), autoV3: tensorSha256.slice(0, 12) };
    hashed.push({ id: item.id, name: item.name, path: item.path, hashes });
    if (!context.options.json) printLines(context, [`${sha256}  ${item.name}`]);
  }
  if (context.options.json) printJson(context, { items: hashed });
  return 0;
}

async function verify(library: Library, names: readonly string[], context: CommandContext): Promise<ExitStatus> {
  const found: { readonly state: Verified["state"]; readonly path: string }[] = [];
  for (const one of await library.named(names)) {
    const { item, state, problem } = await library.verify(one, context.signal);
    const told = { id: item.id, name: item.name, path: item.path, state, ...defined({ problem }) };
    found.push(told);
    const fault = problem ? wordsIn(context.texts.language, problem).message : "";
    const line = `${context.texts.models.states[state]}  ${item.name}  ${fault}`;
    if (!context.options.json) printLines(context, [line.trimEnd()]);
  }
  if (context.options.json) printJson(context, { items: found });
  return found.some(({ state }) => state === "broken" || state === "changed") ? 1 : 0;
}

async function duplicates(library: Library, _: readonly string[], context: CommandContext): Promise<ExitStatus> {
  const groups = await library.duplicates(context.signal);
  const bytes = groups.reduce((sum, { sizeBytes, items }) => sum + sizeBytes * (items.length - 1), 0);
  if (context.options.json) printJson(context, { groups, bytes });
  else {
    for (const { sha256, items } of groups) printLines(context, [sha256, ...items.map(({ path }) => `  ${path}`)]);
    printLines(context, [context.texts.models.duplicates({ groups: groups.length, bytes: printBytes(bytes) })]);
  }
  return 0;
}

async function place(library: Library, files: readonly string[], context: CommandContext): Promise<ExitStatus> {
  const { into, copy, link, "dry-run": isDryRun } = context.options;
  const how = copy ? "copy" : link ? "link" : "move";
  const { signal } = context;
  return tellMove(await library.moves.place(files, { into, how, isDryRun, signal }), context);
}

async function shelve(library: Library, names: readonly string[], context: CommandContext): Promise<ExitStatus> {
  const { options, signal } = context;
  const models = await library.named(names);
  return tellMove(await library.moves.shelve(models, { isDryRun: options["dry-run"], signal }), context);
}

async function restore(library: Library, names: readonly string[], context: CommandContext): Promise<ExitStatus> {
  const { options, signal } = context;
  const models = await library.shelved(names);
  return tellMove(await library.moves.restore(models, { isDryRun: options["dry-run"], signal }), context);
}

async function undo(library: Library, [id]: readonly string[], context: CommandContext): Promise<ExitStatus> {
  const { options, signal } = context;
  return tellMove(await library.moves.undo(id, { isDryRun: options["dry-run"], signal }), context);
}

function tellMove(report: MoveReport, context: CommandContext): ExitStatus {
  const { options, texts } = context;
  if (options.json) printJson(context, report);
  else {
    const { actions, undoId } = report;
    printLines(
      context,
      actions.map(({ do: what, from, to }) => `${texts.models.actions[what]}  ${from} → ${to}`),
    );
    if (options["dry-run"]) printLines(context, [texts.models.wouldDo]);
    if (undoId !== undefined) printLines(context, [texts.models.undoWith({ id: undoId })]);
  }
  return 0;
}
