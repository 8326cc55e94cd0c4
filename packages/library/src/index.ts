export { calledExactly, compactName } from "./called.ts";
export { libraryErrors } from "./errors.ts";
export {
  findModels,
  joinPassedOver,
  type ModelFile,
  type ModelSearch,
  type PassedOver,
  type PlacedFile,
  type RootSearch,
  searchModels,
  searchRoot,
} from "./find-models.ts";
export { fittingVaes, type LatentKind } from "./fitting-vaes.ts";
export { type PathSurroundings, parseFolderPath } from "./folder-path.ts";
export { findPlaces, foldersOf } from "./folders.ts";
export { type Hashes, type ModelHashes, sha256Of, sha256OfTensors } from "./hash.ts";
export {
  demandFolder,
  demandNewFolder,
  type FolderJudgement,
  judgeFolder,
  passedOverWarnings,
} from "./judge-folder.ts";
export { layoutOf } from "./layout.ts";
export { byHash, type Candidates, meantBy, namesAmong } from "./meant-by.ts";
export { type ModelTitle, readTitle } from "./model-title.ts";
export {
  findUpscalerNamed,
  type NetworkNames,
  nameLoras,
  namesByStem,
  readLoraAlias,
  upscalerName,
} from "./network-names.ts";
export { openHashes } from "./open-hashes.ts";
export { listVaes, type PairedVae, pairVae, readVaeChoice, type VaeReason, type VaeSettings } from "./pair-vae.ts";
export { type PreviewVae, previewVaesAmong } from "./preview-vaes.ts";
export { notFound, openShelf, type Shelf, type ShelfOptions, withPaths } from "./shelf.ts";
export { stampOf } from "./walk-folder.ts";
export { freshWalks, rememberedWalks, type Walks, walksOnce } from "./walks.ts";
