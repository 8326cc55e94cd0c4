import { containerOf } from "../containers.ts";
import type { FileKind } from "../sniff.ts";
import { safetensorsErrors } from "./errors.ts";

/** What is to be said of a file of another program; undefined where it is none. `formats/otherContainer`. */
export function containerError(file: string, looksLike: FileKind) {
  const container = containerOf(looksLike);
  return container && safetensorsErrors.otherContainer({ file, container: container.name, looksLike });
}
