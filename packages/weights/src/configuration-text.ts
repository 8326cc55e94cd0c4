import { contentOf, type FileReading, type TextFile } from "@danfang/formats";
import { weightsErrors } from "./errors.ts";

/**
 * The text of a configuration, undefined where there is none. Errors: `weights/badConfiguration` for one of unreasonable
 * length; else why it cannot be read (`files/…`).
 */
export function configurationText(reading: FileReading<TextFile>, file: string): string | undefined {
  if (reading.is === "cannot" && reading.problem.code === "files/tooLarge")
    throw weightsErrors.badConfiguration(
      { file, fault: `${String(reading.problem.facts.size)} bytes are no configuration` },
      reading.problem,
    );
  return contentOf(reading)?.text;
}
