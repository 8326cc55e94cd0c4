import { stat } from "node:fs/promises";
import type { ModelFilter } from "@danfang/domain";
import { contentOf, ifReadable } from "@danfang/formats";
import { modelsErrors } from "../problems/models-errors.ts";
import { previewFinder } from "./find-preview.ts";
import { rememberFacets } from "./index/count-facets.ts";
import { findModelPage } from "./index/find-page.ts";
import { markOf } from "./index/kept-mark.ts";
import { listAll } from "./index/list-all.ts";
import { countUses, keepMark } from "./index/marks.ts";
import { mentionedIn } from "./index/mentioned.ts";
import { headOf } from "./index/moved-marks.ts";
import { type Indexed, modelOf, pathsOf } from "./index/one-model.ts";
import { resolveModels } from "./index/resolve.ts";
import { hashFields, type Listing, type ListingOptions, openListing } from "./listing.ts";
import { type ModelDetails, readModelDetails } from "./model-details.ts";
import type { ModelPreviews } from "./model-previews.ts";
import type { ListedModel, Models } from "./models.ts";
import { viewModel } from "./view-model.ts";

export interface ModelsOptions extends ListingOptions {
  /** A cache of small previews. */
  readonly previews: ModelPreviews;
  /** The index, where somebody else keeps it in line with the folders too. */
  readonly listing?: Listing;
}

/** The shelves, in the database: a page of them is read when it is asked for, and nothing of the rest. */
export function openModels(options: ModelsOptions): Models {
  const { database, hashes, previews, listing = openListing(options) } = options;
  const { ready, begun, refresh, changed } = listing;
  const shelves = options.shelf === undefined ? [] : [options.shelf];
  const find = async (id: string) => modelOf(database, id, [...(await ready()), ...shelves]);
  const rootsOf = ({ shelved }: ModelFilter, roots: readonly string[]) => (shelved ? shelves : roots);
  async function demand(id: string): Promise<Indexed> {
    const found = await find(id);
    if (!found) throw modelsErrors.notFound({ id });
    return found;
  }
  /** After its picture changed. */
  async function looked(found: Indexed): Promise<ListedModel> {
    const previewVersion = ifReadable(await previewFinder()(found.path))?.version;
    return (await changed(found.path, { previewVersion })) ?? found.entry;
  }
  const details = rememberDetails();
  const lists = listAll(database);
  const facets = rememberFacets(database);
  return {
    list: async (kind) => lists(await ready(), kind),
    refresh,
    isScanning: listing.isScanning,
    async page(query) {
      const roots = await begun();
      return { ...findModelPage(database, query, rootsOf(query, roots)), scanning: listing.isScanning() };
    },
    facets: async (filter) => facets(filter, rootsOf(filter, await begun())),
    paths: async (id) => pathsOf(database, await demand(id)),
    async mark(id, mark) {
      const found = await demand(id);
      await keepMark(database, { id: found.entry.id, head: await headOf(found.path) }, mark);
      options.onChange();
      return (await find(id))?.entry ?? found.entry;
    },
    used: async (recipe) => countUses(database, recipe, await ready(), Date.now()),
    resolve: async (names) => resolveModels(database, names, await ready()),
    mentioned: async (text) => mentionedIn(database, text, await ready()),
    inRoot(root) {
      const { counts, passedOver } = listing.inRoot(root);
      return { counts, passedOver, isUnseen: passedOver === undefined && Object.keys(counts).length === 0 };
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
      const { notes, tags } = markOf(database, found.entry.id);
      const view = await viewModel(found.path, found.entry, await details(found), isOwn);
      return { ...view, own: { notes, tags: [...tags] }, paths: pathsOf(database, found) };
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

/** Reads each file once for as long as it stays the same. */
function rememberDetails(): (listed: Indexed) => Promise<ModelDetails | undefined> {
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
