export { type BtreeWalk, walkBtree } from "./btree.ts";
export { type BtreeRow, readBtreePage } from "./btree-page.ts";
export { type DatabasePages, type PagesFault, readDatabasePages } from "./database-pages.ts";
export type { SqliteValue } from "./record.ts";
export { bytesAtOnce, type SyncSource } from "./sync-source.ts";
