import type { Reason } from "@danfang/domain";
import { contentOf, type FileReading, type TextFile } from "@danfang/formats";
import type { z } from "zod";
import { weightsErrors } from "./errors.ts";

/**
 * The text of a configuration, undefined where there is none. Errors: `weights/badConfiguration` for one of unreasonable
 * length; else why it cannot be read (`files/…`).
 */
export function configurationText(reading: FileReading<TextFile>, file: string): string | undefined {
  if (reading.is === "cannot" && reading.problem.code === "files/tooLarge")
    throw weightsErrors.badConfiguration(
      {
        file,
        fault: {
          en: `${String(reading.problem.facts.size)} bytes are no configuration`,
          zh: `${String(reading.problem.facts.size)} 字节不像是配置`,
        },
      },
      reading.problem,
    );
  return contentOf(reading)?.text;
}

/** What a schema finds first; its own words are quoted. */
export function faultOf({ issues: [issue] }: z.ZodError): Reason {
  const place = issue?.path.join(".");
  return {
    en: `"${place || "the document"}": ${issue?.message ?? "unexpected content"}`,
    zh: `「${place || "整个文件"}」不对${issue ? `（「${issue.message}」）` : ""}`,
  };
}
