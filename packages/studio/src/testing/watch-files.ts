import fs from "node:fs";
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

/** Every call to the file system while `work` runs, as texts: what it was asked for. Modules that are loaded already are seen too. */
export async function filesAskedFor(work: () => Promise<void>): Promise<string[]> {
  const asked: string[] = [];
  const undo = [fs, promises].flatMap((module) =>
    Object.entries(module).flatMap(([name, call]) => (isFunction(call) ? [watch(module, name, call, asked)] : [])),
  );
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    for (const one of undo) one();
    syncBuiltinESMExports();
  }
  return asked;
}

type Call = (...values: unknown[]) => unknown;

/** Functions alone: classes such as `Stats` are what calls give. */
const isFunction = (value: unknown): value is Call => typeof value === "function" && !/^[A-Z_]/.test(value.name);

function watch(module: object, name: string, call: Call, asked: string[]): () => void {
  const watched = Object.assign(function (this: unknown, ...values: unknown[]) {
    asked.push(`${name} ${values.map((value) => (typeof value === "string" ? value : "")).join(" ")}`);
    return call.apply(this, values);
  }, call);
  Object.assign(module, { [name]: watched });
  return () => void Object.assign(module, { [name]: call });
}
