import { type Hashes, openFileHashes } from "./hash.ts";
import { withFolders } from "./hash-folder.ts";

/** Hashes of models, whether they are files or pipelines' folders, remembered in one JSON file. */
export const openHashes = (cacheFile: string): Hashes => withFolders(openFileHashes(cacheFile));
