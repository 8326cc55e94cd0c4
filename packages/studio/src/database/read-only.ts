import { accessSync, constants } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { systemCause } from "@danfang/domain";

/** Whether a database can be written: SQLite keeps its log beside it. */
export function mayWrite(path: string): boolean {
  try {
    for (const place of [path, dirname(path)]) accessSync(place, constants.W_OK);
    return true;
  } catch (error) {
    if (systemCause(error)) return false;
    throw error;
  }
}

/**
 * Opens a database for reading alone. Where not even the index of its log can be made beside it, it is read as a file that
 * nobody changes: its folder can only be read, so that nobody does.
 */
export function openToRead(path: string): DatabaseSync {
  const connection = new DatabaseSync(path, { readOnly: true });
  try {
    connection.prepare("PRAGMA user_version").get(); // nothing is opened before the first question
    return connection;
  } catch (error) {
    connection.close();
    const { code } = systemCause(error) ?? {};
    const isOfTheFolder = code === "storage/readOnly" || code === "storage/cannotOpen";
    if (!isOfTheFolder || mayWrite(path)) throw error;
    const asItIs = pathToFileURL(path);
    asItIs.searchParams.set("immutable", "1");
    return new DatabaseSync(asItIs, { readOnly: true });
  }
}
