import { awaitedLater, type ModelFolder, type ModelFolderCheck, type Problem, problemOf } from "@danfang/domain";
import { demandNewFolder, judgeFolder, libraryErrors, parseFolderPath, passedOverWarnings } from "@danfang/library";
import { rootPath, rootProblem } from "@danfang/workbench";
import type { Troubles } from "../health/troubles.ts";
import type { Models } from "./models.ts";

/** The folders that models are read from, in place. */
export interface ModelFolders {
  list(): Promise<ModelFolder[]>;
  /**
   * What a folder would bring, before it is added. Errors: `library/folderForeign`, `library/folderRelative`,
   * `library/folderMissing`, `library/folderIsFile`, `library/folderUnreadable`, `library/folderKnown`.
   */
  check(text: string): Promise<ModelFolderCheck>;
  /** Roots as settings keep them: new ones checked and trimmed, those of before as they are. Errors: those of `check`. */
  admit(roots: readonly string[], before: readonly string[]): Promise<string[]>;
  /** Lists models anew if other roots are named than before. */
  follow(): Promise<void>;
  /** Lists models for the first time since the start, and says which folders of the command line give none. */
  listFirst(): Promise<void>;
  listAnew(): Promise<void>;
}

export interface ModelFoldersOptions {
  readonly models: Pick<Models, "inRoot" | "list" | "refresh">;
  readonly troubles: Troubles;
  /** Danfang's own folder of models. */
  readonly own: string;
  /** What `--models` named. */
  readonly commandLine: readonly string[];
  /** What the settings name. */
  readonly chosen: () => Promise<readonly string[]>;
  /** Told when the list of folders has something new to say. */
  readonly onChange: () => void;
}

export function openModelFolders(options: ModelFoldersOptions): ModelFolders {
  const { models, troubles, own, commandLine, chosen, onChange } = options;
  let before: readonly string[] | undefined;

  const named = async (): Promise<NamedFolder[]> => [
    { text: own, from: "own" as const },
    ...commandLine.map((text) => ({ text, from: "commandLine" as const })),
    ...(await chosen()).map((text) => ({ text, from: "settings" as const })),
  ];
  const rows = (folders: readonly NamedFolder[]) => Promise.all(folders.map((folder) => rowOf(models, folder)));

  /** Whoever shows the folders sees first that they are looked through, then what was found. */
  async function listAnew(): Promise<void> {
    onChange();
    await models.refresh();
    await tellBareOnes();
    onChange();
  }
  /** A word for those who named folders on the command line, where one gives nothing. */
  async function tellBareOnes(): Promise<void> {
    for (const row of await rows((await named()).filter(({ from }) => from === "commandLine")))
      if (row.state === "ready" && Object.keys(row.counts).length === 0)
        troubles.begin(problemOf(libraryErrors.folderWithoutModels({ folder: row.path })), `bare ${row.path}`);
      else troubles.over(`bare ${row.path}`);
  }

  const rootsNow = async () => (await named()).map(({ text }) => text);
  const begin = async () => {
    before = await rootsNow();
  };
  const begun = awaitedLater(begin()); // by `follow`, which says what was wrong

  return {
    list: async () => rows(await named()),
    async check(text) {
      const path = parseFolderPath(text);
      const { layout, counts, warnings } = await judgeFolder(
        path,
        (await named()).map((one) => rootPath(one.text)),
      );
      return { path, layout, counts, warnings: warnings.map((warning) => bodyOf(problemOf(warning))) };
    },
    admit: (roots, before) => admitRoots(roots, before, [own, ...commandLine].map(rootPath)),
    async follow() {
      await begun;
      const now = await rootsNow();
      const isSame = before?.join("\n") === now.join("\n");
      before = now;
      if (!isSame) await listAnew();
    },
    async listFirst() {
      await models.list();
      await tellBareOnes();
    },
    listAnew,
  };
}

/** Those of before stay as they are; a new one must be none of them, nor of the others. */
async function admitRoots(roots: readonly string[], before: readonly string[], others: readonly string[]) {
  const staying = before.filter((one) => roots.includes(one));
  const admitted: string[] = [];
  for (const root of roots) {
    const isNew = !before.includes(root);
    const path = isNew ? parseFolderPath(root) : root;
    if (isNew) await demandNewFolder(path, [...others, ...staying, ...admitted]);
    admitted.push(path);
  }
  return admitted;
}

interface NamedFolder {
  readonly text: string;
  readonly from: ModelFolder["from"];
}

/** A folder as it is shown: what it gives, and what is wrong with it. */
async function rowOf(models: Pick<Models, "inRoot">, { text, from }: NamedFolder): Promise<ModelFolder> {
  const problem = from === "own" ? undefined : await rootProblem(text); // its own troubles are the home's
  const { counts, passedOver, isUnseen } = models.inRoot(rootPath(text));
  if (problem) return { path: text, from, state: "unusable", counts, problems: [bodyOf(problem)] };
  const warnings = passedOver ? passedOverWarnings(text, passedOver) : [];
  const row = { path: text, from, counts, problems: warnings.map((warning) => bodyOf(problemOf(warning))) };
  if (isUnseen && from !== "own") return { ...row, state: "scanning" };
  const isBare = from !== "own" && Object.keys(counts).length === 0;
  const bare = isBare ? [bodyOf(problemOf(libraryErrors.folderWithoutModels({ folder: text })))] : [];
  return { ...row, state: "ready", problems: [...bare, ...row.problems] };
}

const bodyOf = ({ facts, ...problem }: Problem) => ({ ...problem, ...(facts ? { facts: { ...facts } } : {}) });
