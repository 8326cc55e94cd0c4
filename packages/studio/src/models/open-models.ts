import { stat } from "node:fs/promises";
import type { ModelCounts } from "@danfang/domain";
import { contentOf, ifReadable } from "@danfang/formats";
import { freshWalks, type Walks } from "@danfang/library";
import { modelsErrors } from "../problems/models-errors.ts";
import { previewFinder } from "./find-preview.ts";
import { type ListingOptions, openListing } from "./listing.ts";
import { hashFields } from "./look-through.ts";
import { type ModelDetails, readModelDetails } from "./model-details.ts";
import type { ModelPreviews } from "./model-previews.ts";
import type { ListedModel, Models } from "./models.ts";
import type { Listed } from "./models-table.ts";
import { viewModel } from "./view-model.ts";

export interface ModelsOptions extends Omit<ListingOptions, "walks"> {
  /** A cache of small previews. */
  readonly previews: ModelPreviews;
  /** How folders are looked through; who else remembers them sees what a refresh finds. */
  readonly walks?: Walks;
}

/** The shelves, remembered in the database, so that ten thousand models need not be opened at a start. */
export function openModels(options: ModelsOptions): Models {
  const { hashes, previews, walks = freshWalks } = options;
  const listing = openListing({ ...options, walks });
  const { listed, refresh, changed } = listing;
  const find = async (id: string) => (await listed()).find(({ entry }) => entry.id === id);
  async function demand(id: string): Promise<Listed> {
    const found = await find(id);
    if (!found) throw modelsErrors.notFound({ id });
    return found;
  }
  /** After its picture changed. */
  async function looked(found: Listed): Promise<ListedModel> {
    const previewVersion = ifReadable(await previewFinder()(found.path))?.version;
    return (await changed(found.path, { previewVersion })) ?? found.entry;
  }
  const details = rememberDetails();
  const entriesOf = (all: readonly Listed[]) => all.map(({ entry }) => entry);
  return {
    async list(kind) {
      const entries = entriesOf(await listed());
      return kind === undefined ? entries : entries.filter((entry) => entry.kind === kind);
    },
    refresh: async () => entriesOf(await refresh()),
    inRoot(root) {
      const { listed, passedOver } = listing.inRoot(root);
      const isUnseen = passedOver === undefined && listed.length === 0;
      return { counts: countsOf(entriesOf(listed)), passedOver, isUnseen };
    },
    get: async (id) => (await find(id))?.entry,
    path: async (id) => (await find(id))?.path,
    async details(id) {
      const found = await find(id);
      return found && details(found);
    },
    async preview(id, size) {
      const found = await find(id);
      const preview = found && ifReadable(await previewFinder()(found.path));
      return preview && previews.show(id, preview, size);
    },
    async view(id) {
      const found = await find(id);
      if (!found) return undefined;
      const isOwn = !found.entry.isStarter && (await previews.isOwn(found.path).catch(() => false));
      return viewModel(found.path, found.entry, await details(found), isOwn);
    },
    async choosePreview(id, picture, consent = {}) {
      const found = await demand(id);
      await previews.choose(found.entry, found.path, picture, consent);
      return looked(found);
    },
    async removePreview(id, consent = {}) {
      const found = await demand(id);
      const preview = contentOf(await previewFinder()(found.path));
      if (preview) await previews.remove(found.entry, found.path, preview, consent);
      return looked(found);
    },
    async undoPreview(id) {
      const found = await demand(id);
      await previews.undo(id);
      return looked(found);
    },
    async hash(id) {
      const { path, entry } = await demand(id);
      const sha256 = await hashes.sha256(path);
      if (entry.sha256 !== sha256) await changed(path, hashFields(sha256)); // another program's cache may have known it
      return sha256;
    },
    tensorHash: async (id) => hashes.tensorSha256((await demand(id)).path),
  };
}

const countsOf = (entries: readonly ListedModel[]): ModelCounts =>
  Object.fromEntries(
    Map.groupBy(entries, ({ kind }) => kind)
      .entries()
      .map(([kind, some]) => [kind, some.length]),
  );
/** Reads each file once for as long as it stays the same. */
function rememberDetails(): (listed: Listed) => Promise<ModelDetails | undefined> {
  const known = new Map<string, { readonly stamp: string; readonly details: ModelDetails | undefined }>();
  return async ({ path, entry }) => {
    const info = await stat(path).catch(() => undefined);
    const stamp = `${info?.mtimeMs} ${info?.size}`;
    const found = known.get(path);
    if (found?.stamp === stamp) return found.details;
    const details = await readModelDetails(path, entry).catch(() => undefined);
    known.set(path, { stamp, details });
    return details;
  };
}
