import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { inspectFindings } from "./findings.ts";
import type { Inspection } from "./inspection.ts";

/** What programs write beside a model, under its name: these go with a model and with nothing else. */
const ownSuffix = /(?:\.civitai\.info|\.cm-info\.json|\.metadata\.json|\.preview\.(?:png|jpe?g|webp))$/i;
/** These go with a model where one of their name is there. */
const sharedSuffix = /\.(?:json|yaml|txt|description\.txt|png|jpe?g|webp)$/i;
const modelSuffixes = ["safetensors", "ckpt", "pt", "pth", "bin", "gguf", "sft"] as const;

/** The model that a file goes with, of the suffixes that models have; undefined for a file that stands for itself. */
async function modelBeside(path: string): Promise<{ readonly model: string; readonly isThere: boolean } | undefined> {
  const suffix = ownSuffix.exec(path)?.[0] ?? sharedSuffix.exec(path)?.[0];
  if (suffix === undefined) return undefined;
  const stem = path.slice(0, -suffix.length);
  for (const model of modelSuffixes.map((ending) => `${stem}.${ending}`)) {
    const found = await stat(model).catch(() => undefined); // not there, or not ours to see
    if (found?.isFile()) return { model, isThere: true };
  }
  return ownSuffix.test(path) ? { model: stem, isThere: false } : undefined;
}

/** An inspection that also says which model the file goes with. */
export async function withModelBeside(inspection: Inspection): Promise<Inspection> {
  const found = await modelBeside(inspection.path);
  if (!found) return inspection;
  const { model, isThere } = found;
  const told = inspectFindings.sidecarOf({ model: basename(model), isThere });
  const kind = inspection.what === "image" ? {} : { kind: "sidecar" };
  const beside = isThere ? { belongsTo: model } : {};
  return { ...inspection, ...kind, ...beside, findings: [...inspection.findings, told] };
}
