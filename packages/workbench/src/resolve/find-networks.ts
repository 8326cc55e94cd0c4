import { nearest, type Problem, problemOf, type TaggedKind } from "@danfang/domain";
import type { EmbeddingFile, HypernetworkUse, LoraUse } from "@danfang/engine";
import { type ModelFile, nameLoras, type Shelf } from "@danfang/library";
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

/** Finds the file of a name, exactly or else but for case; a folder before the name may be left out. */
function fileFinder(files: readonly ModelFile[]): (name: string) => ModelFile | undefined {
  const named = (same: (text: string) => string) =>
    new Map(
      files
        .toReversed()
        .flatMap((file) =>
          [file.name, file.name.replace(/\.[^./]+$/, ""), file.stem].map((own) => [same(own), file] as const),
        ),
    );
  const [exact, loose] = [named((text) => text), named(plain)];
  return (name) => exact.get(name) ?? loose.get(plain(name));
}

/** By the name under which its trainer saved it: every header is read, once, and only if a name is no file's. */
function aliasFinder(files: readonly ModelFile[]): (name: string) => Promise<ModelFile | undefined> {
  let names: ReturnType<typeof nameLoras> | undefined;
  return async (name) => {
    names ??= nameLoras(files);
    return (await names).find(name);
  };
}

/** Missing networks whose likes are looked for; beyond it nobody reads them. */
const mostSuggested = 20;

function missing(kind: string, name: string, candidates: readonly ModelFile[]): Problem {
  const stems = candidates.map(({ stem }) => stem);
  return problemOf(workbenchErrors.networkMissing({ kind, name, nearest: nearest(name, stems, 3) }));
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
    kind: TaggedKind,
    label: string,
    use: (mention: M, file: string) => U,
  ): Promise<U[]> => {
    if (mentions.length === 0) return [];
    const files = await shelf.list(kind);
    const [byFile, byAlias] = [fileFinder(files), aliasFinder(files)];
    const found: U[] = [];
    for (const mention of mentions) {
      const file = byFile(mention.name) ?? (kind === "lora" ? await byAlias(mention.name) : undefined);
      if (file) found.push(use(mention, file.path));
      else notes.push(missing(label, mention.name, notes.length < mostSuggested ? files : []));
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
