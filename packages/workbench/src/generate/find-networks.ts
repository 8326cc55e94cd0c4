import { nearest, type Problem, problemOf } from "@danfang/domain";
import type { EmbeddingFile, HypernetworkUse, LoraUse } from "@danfang/engine";
import { type ModelFile, nameLoras, type Shelf, type ShelfKind } from "@danfang/library";
import { type NetworkFinding, parseExtraNetworks, readNetworkMentions } from "@danfang/prompt";
import { workbenchErrors } from "../errors.ts";

/** A prompt's networks found on the disk, and the prompt without them. */
export interface FoundNetworks {
  readonly text: string;
  readonly loras: readonly LoraUse[];
  readonly hypernetworks: readonly HypernetworkUse[];
  readonly notes: readonly Problem[];
}

const plain = (name: string) => name.toLowerCase();

/** The file of a name, exactly or else but for case; a folder before the name may be left out. */
function fileOf(files: readonly ModelFile[], name: string): ModelFile | undefined {
  const spelled = (same: (text: string) => string) =>
    files.find((file) =>
      [file.name, file.name.replace(/\.[^./]+$/, ""), file.stem].some((own) => same(own) === same(name)),
    );
  return spelled((text) => text) ?? spelled(plain);
}

/** By the name under which its trainer saved it: every header is read, so file names come first. */
const byAlias = async (files: readonly ModelFile[], name: string) => (await nameLoras(files)).find(name);

function missing(kind: string, name: string, files: readonly ModelFile[]): Problem {
  const near = nearest(
    name,
    files.map(({ stem }) => stem),
    3,
  );
  return problemOf(workbenchErrors.networkMissing({ kind, name, nearest: near }));
}

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
export async function findNetworks(prompt: string, shelf: Pick<Shelf, "list">): Promise<FoundNetworks> {
  const { text, networks } = parseExtraNetworks(prompt);
  const { loras, hypernetworks, findings } = readNetworkMentions(networks);
  const notes = findings.map(noteOf);
  const find = async <M extends { readonly name: string }, U>(
    mentions: readonly M[],
    kind: ShelfKind,
    label: string,
    use: (mention: M, file: string) => U,
  ): Promise<U[]> => {
    if (mentions.length === 0) return [];
    const files = await shelf.list(kind);
    const found: U[] = [];
    for (const mention of mentions) {
      const file = fileOf(files, mention.name) ?? (kind === "lora" ? await byAlias(files, mention.name) : undefined);
      if (file) found.push(use(mention, file.path));
      else notes.push(missing(label, mention.name, files));
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

/** As names are compared: without case and spaces, which tokens do not have either. */
const compact = (text: string) => text.toLowerCase().replace(/\s+/g, "");

/** The textual inversions that these texts may name. None is opened here: a folder may hold thousands. */
export async function findEmbeddings(texts: readonly string[], shelf: Pick<Shelf, "list">): Promise<EmbeddingFile[]> {
  const all = compact(texts.join(" "));
  const files = await shelf.list("embedding");
  return files.filter(({ stem }) => all.includes(compact(stem))).map(({ stem, path }) => ({ name: stem, file: path }));
}
