import { type ByteSource, containerError, readGguf, tensorTable } from "@danfang/formats";
import { identifyTable } from "@danfang/weights";
import { findingOf, type Inspection, inspectionOf } from "./inspection.ts";
import { placeOf } from "./places.ts";

/** What llama.cpp calls language models, whose tensors have names of its own. Source: llama.cpp `LLM_ARCH_NAMES`. */
const readsText = /^(?:t5|t5encoder|llama|qwen\w*|gemma\w*|mistral\w*|phi\w*|clip)$/;

/** What a .gguf file is, from its header; undefined where it is none that can be read. Errors: those of the source. */
export async function inspectGguf(path: string, source: ByteSource): Promise<Inspection | undefined> {
  const header = await readGguf(source);
  if (!header) return undefined;
  const identity = identifyTable(tensorTable(header.tensors), header.metadata);
  const named = header.metadata["general.architecture"];
  const isText = identity.kind === "unknown" && named !== undefined && readsText.test(named);
  const known = isText
    ? {
        ...identity,
        kind: "textEncoder" as const,
        architecture: named,
        confidence: "likely" as const,
        evidence: [`general.architecture: ${named}`],
      }
    : identity;
  const container = containerError(path, "gguf");
  return {
    path,
    ...inspectionOf(known),
    precision: header.precision,
    sizeBytes: source.size,
    metadata: header.metadata,
    place: placeOf(known) ?? {},
    findings: container ? [findingOf(container)] : [],
  };
}
