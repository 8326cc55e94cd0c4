export { libraryErrors } from "./errors.ts";
export { findModels, type ModelFile, olderSuffixes } from "./find-models.ts";
export { foldersOf, type ShelfKind } from "./folders.ts";
export { type Hashes, openHashes, sha256Of, sha256OfTensors } from "./hash.ts";
export { type ResolveOptions, resolveModel } from "./resolve-model.ts";
