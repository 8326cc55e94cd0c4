import { type Problem, problemOf, type TaggedKind } from "@danfang/domain";
import type { EmbeddingFile, HypernetworkUse, LoraUse } from "@danfang/engine";
import type { Shelf } from "@danfang/library";
import { type NetworkFinding, parseExtraNetworks, readNetworkMentions } from "@danfang/prompt";
import { workbenchErrors } from "../errors.ts";

/** A prompt's networks found on the disk, and the prompt without them. */
export interface FoundNetworks {
  readonly text: string;
  readonly loras: readonly LoraUse[];
  readonly hypernetworks: readonly HypernetworkUse[];
  readonly notes: readonly Problem[];
}

/** Missing networks whose likes are looked for; beyond it nobody reads them. */
const mostSuggested = 20;

const missing = (kind: string, name: string, likes: readonly string[]): Problem =>
  problemOf(workbenchErrors.networkMissing({ kind, name, nearest: likes }));

/** Names that are offered for one that is not there. */
const mostLikes = 3;

function noteOf(finding: NetworkFinding): Problem {
  switch (finding.code) {
    case "prompt/unknownNetworkType":
      return problemOf(workbenchErrors.networkUnknown({ kind: finding.type }));
    case "prompt/networkWithoutName":
      return problemOf(workbenchErrors.networkNameless({ kind: finding.type }));
    case "prompt/networkArgumentNotANumber":
      return problemOf(
        workbenchErrors.networkUnreadable({ kind: finding.type, name: finding.name, argument: finding.argument }),
      );
  }
}

/**
 * What a prompt's `<lora:…>` and `<hypernet:…>` mean here. One that is not there is a note and is left out, as in the
 * WebUI.
 */
export async function findNetworks(prompt: string, shelf: Pick<Shelf, "called" | "like">): Promise<FoundNetworks> {
  const { text, networks } = parseExtraNetworks(prompt);
  const { loras, hypernetworks, findings } = readNetworkMentions(networks);
  const notes = findings.map(noteOf);
  const find = async <M extends { readonly name: string }, U>(
    mentions: readonly M[],
    kind: TaggedKind,
    label: string,
    use: (mention: M, file: string) => U,
  ): Promise<U[]> => {
    const found: U[] = [];
    for (const mention of mentions) {
      const file = await shelf.called(kind, mention.name);
      if (file) {
        found.push(use(mention, file.path));
        continue;
      }
      const likes = notes.length < mostSuggested ? await shelf.like(kind, mention.name, mostLikes) : [];
      notes.push(missing(label, mention.name, likes));
    }
    return found;
  };
  return {
    text,
    loras: await find(loras, "lora", "LoRA", (mention, file): LoraUse => ({ ...mention, file })),
    hypernetworks: await find(hypernetworks, "hypernetwork", "hypernetwork", (mention, file) => ({ ...mention, file })),
    notes,
  };
}

/** The textual inversions that these texts may name. */
export async function findEmbeddings(
  texts: readonly string[],
  shelf: Pick<Shelf, "mentioned">,
): Promise<EmbeddingFile[]> {
  const files = await shelf.mentioned(texts.join(" "));
  return files.map(({ stem, path }) => ({ name: stem, file: path }));
}
