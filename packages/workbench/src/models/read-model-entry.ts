import { createHash } from "node:crypto";
import { basename } from "node:path";
import { DanfangError, type ModelEntry, problemOf } from "@danfang/domain";
import type { ModelFile, ShelfKind } from "@danfang/library";
import { familyNames, identify, openCheckpoint, readModelHeader } from "@danfang/weights";
import { modelsErrors } from "./errors.ts";

type Facts = Pick<ModelEntry, "family" | "precision" | "nativeSize" | "problem">;

const unknown: Facts = { family: familyNames.unknown, precision: "unknown" };

/** Stable for as long as the path is. */
export const modelId = (path: string): string => createHash("sha256").update(path).digest("hex").slice(0, 16);

async function readFacts(path: string, kind: ShelfKind): Promise<Facts> {
  const { tensors } = await readModelHeader(path);
  const identity = identify(tensors);
  const facts = { family: familyNames[identity.family], precision: identity.precision };
  const isOther = identity.kind !== "unknown" && identity.kind !== kind;
  if (isOther && !(kind === "vae" && identity.vae === "baked"))
    return { ...facts, problem: briefly(modelsErrors.otherKind({ file: basename(path), kind, found: identity.kind })) };
  if (kind !== "checkpoint") return facts;
  return openCheckpoint(path).then(
    ({ nativeSize }) => ({ ...facts, nativeSize }),
    (error) => ({ ...facts, problem: briefly(error) }),
  );
}

const briefly = (error: unknown) => {
  const { code, message, hint } = problemOf(error);
  return { code, message, hint };
};

/** A file as the studio lists it, from its header alone. What is broken about it is its `problem`. */
export async function readModelEntry(
  { path, name, stem }: ModelFile,
  { kind, folder, sizeBytes, isStarter }: { kind: ShelfKind; folder: string; sizeBytes: number; isStarter: boolean },
): Promise<ModelEntry> {
  const facts = await readFacts(path, kind).catch((error): Facts => {
    if (!(error instanceof DanfangError) && (error as NodeJS.ErrnoException).code === undefined) throw error;
    return { ...unknown, problem: briefly(error) };
  });
  return { id: modelId(path), kind, name, stem, folder, sizeBytes, isStarter, ...facts };
}
