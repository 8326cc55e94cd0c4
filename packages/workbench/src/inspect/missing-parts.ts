import type { Finding } from "@danfang/domain";
import { familyNames, type Identity } from "@danfang/weights";
import { inspectFindings } from "./findings.ts";

type Part = "textEncoder" | "vae";

/** What a network that paints needs and does not bring along, and what that means. */
export function missingParts({ kind, family, parts }: Pick<Identity, "kind" | "family" | "parts">): {
  readonly missing: readonly Part[];
  readonly findings: readonly Finding[];
} {
  if (kind !== "checkpoint" && kind !== "unet") return { missing: [], findings: [] };
  const missing = (["textEncoder", "vae"] as const).filter((part) => !parts.includes(part));
  const told = { family: familyNames[family] };
  if (kind === "unet" && missing.length === 2) return { missing, findings: [inspectFindings.networkAlone(told)] };
  return {
    missing,
    findings: missing.map((part) =>
      part === "vae" ? inspectFindings.noVaeInside(told) : inspectFindings.noTextEncoderInside(told),
    ),
  };
}
