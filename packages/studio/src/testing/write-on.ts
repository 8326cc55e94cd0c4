import { parentPort, workerData } from "node:worker_threads";
import { openDatabase } from "../database/open-database.ts";
import { whenFree } from "../database/when-free.ts";

/** A thread that writes to a database until it is ended, and tells each thing once it is written. */
const { database } = openDatabase(String(workerData));
for (let i = 0; ; i++) {
  const name = `note ${i}`;
  await whenFree(database, () => database.run("INSERT INTO picture_folders VALUES (?)", name));
  parentPort?.postMessage(name);
  await new Promise((resolve) => setTimeout(resolve, 1));
}
