import { constants } from "node:fs";
import { access, readdir, realpath, stat, statfs } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, resolve } from "node:path";
import { type DanfangError, type FolderLayout, listedKinds, type ModelCounts, reasonOf } from "@danfang/domain";
import { libraryErrors } from "./errors.ts";
import { joinPassedOver, type PassedOver, searchModels } from "./find-models.ts";
import { installationsIn, layoutOf } from "./layout.ts";
import { isAround, isWholeDisk } from "./walk-folder.ts";

/** What stands in a folder that models are read from. */
export interface FolderJudgement {
  readonly layout: FolderLayout;
  /** Files that are named like models, by kind; kinds without any are left out. */
  readonly counts: ModelCounts;
  /** What the user should know before it is added; none of it forbids that. */
  readonly warnings: readonly DanfangError[];
}

/** Types of file systems that lie on other machines. Source: Linux `magic.h`: NFS, SMB, CIFS, SMB2, AFS, Ceph. */
const networkTypes: ReadonlySet<number> = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400]);

/**
 * Whether models can be read from a folder, told from its full path.
 *
 * Errors: `library/folderMissing`, `library/folderIsFile`, `library/folderUnreadable`.
 */
export async function demandFolder(folder: string): Promise<void> {
  const info = await stat(folder).catch((cause: NodeJS.ErrnoException) => cause);
  if (info instanceof Error) {
    if (info.code === "EACCES" || info.code === "EPERM") throw unreadable(folder, info);
    throw libraryErrors.folderMissing({ folder, there: await nearestThere(folder) }, info);
  }
  if (!info.isDirectory()) throw libraryErrors.folderIsFile({ folder, parent: dirname(folder) });
  await access(folder, constants.R_OK | constants.X_OK).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(folder, cause);
  });
}

const unreadable = (folder: string, cause: NodeJS.ErrnoException) =>
  libraryErrors.folderUnreadable({ folder, reason: reasonOf(cause) }, cause);

async function nearestThere(folder: string): Promise<string> {
  const parent = dirname(folder);
  const info = await stat(parent).catch(() => undefined);
  return info?.isDirectory() || parent === folder ? parent : nearestThere(parent);
}

/**
 * What a folder would bring if models were read from it, besides those of `roots`.
 *
 * Errors: those of {@link demandFolder}; `library/folderKnown` where it is one of `roots`.
 */
export async function judgeFolder(
  folder: string,
  roots: readonly string[],
  home: string = homedir(),
): Promise<FolderJudgement> {
  const place = await demandNewFolder(folder, roots);
  const layout = await layoutOf(folder);
  const searches = await Promise.all(listedKinds.map((kind) => searchModels([folder], kind)));
  const counts = Object.fromEntries(
    listedKinds.flatMap((kind, i) => {
      const files = searches[i]!.files.filter(({ path }) => !/\.(png|webp|avif|jxl)$/i.test(path)); // mostly previews
      return files.length > 0 ? [[kind, files.length]] : [];
    }),
  );
  const passedOver = joinPassedOver(searches.map((search) => search.passedOver));
  const isBare = Object.keys(counts).length === 0;
  return {
    layout,
    counts,
    warnings: [
      ...place,
      ...(await sizeWarnings(folder, home)),
      ...(layout === "plain" ? await innerWarnings(folder) : []),
      ...(isBare ? [await bareWarning(folder)] : []),
      ...passedOverWarnings(folder, passedOver),
    ],
  };
}

/**
 * Whether a folder can be read from besides `roots`; what it has in common with them is a warning.
 *
 * Errors: those of {@link demandFolder}; `library/folderKnown`.
 */
export async function demandNewFolder(folder: string, roots: readonly string[]): Promise<DanfangError[]> {
  await demandFolder(folder);
  return placeAmong(folder, roots);
}

async function placeAmong(folder: string, roots: readonly string[]): Promise<DanfangError[]> {
  const real = await realpath(folder);
  const warnings: DanfangError[] = [];
  for (const root of roots) {
    const realRoot = await realpath(root).catch(() => resolve(root));
    if (realRoot === real) throw libraryErrors.folderKnown({ folder, as: root });
    if (isAround(realRoot, real)) warnings.push(libraryErrors.folderInside({ folder, root }));
    else if (isAround(real, realRoot) && !isWholeDisk(real))
      warnings.push(libraryErrors.folderAround({ folder, root }));
  }
  return warnings;
}

async function sizeWarnings(folder: string, home: string): Promise<DanfangError[]> {
  const real = await realpath(folder);
  const realHome = await realpath(home).catch(() => home);
  const type = await statfs(folder).then(
    (info) => info.type,
    () => undefined,
  );
  const isFar = folder.startsWith("\\\\") || (type !== undefined && networkTypes.has(type));
  return [
    ...(isWholeDisk(real) ? [libraryErrors.folderIsDisk({ folder })] : []),
    ...(real === realHome && !isWholeDisk(real) ? [libraryErrors.folderIsHome({ folder })] : []),
    ...(isFar ? [libraryErrors.folderOnNetwork({ folder })] : []),
  ];
}

async function innerWarnings(folder: string): Promise<DanfangError[]> {
  const inside = await installationsIn(folder);
  return inside.length > 0 ? [libraryErrors.folderOneAbove({ folder, inside: inside.slice(0, 3) })] : [];
}

async function bareWarning(folder: string): Promise<DanfangError> {
  const isEmpty = (await readdir(folder)).length === 0;
  return isEmpty ? libraryErrors.folderEmpty({ folder }) : libraryErrors.folderWithoutModels({ folder });
}

/** Beyond these nobody reads on. */
const mostNamed = 5;

/** What a search in a folder passed over, in words. */
export function passedOverWarnings(folder: string, { circles, unreadable, isCutShort }: PassedOver): DanfangError[] {
  return [
    ...(isCutShort ? [libraryErrors.folderCutShort({ folder })] : []),
    ...(circles.length > 0 ? [libraryErrors.folderCircles({ folder, links: circles.slice(0, mostNamed) })] : []),
    ...(unreadable.length > 0
      ? [libraryErrors.folderPartsUnreadable({ folder, parts: unreadable.slice(0, mostNamed) })]
      : []),
  ];
}
