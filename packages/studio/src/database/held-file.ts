import { statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { mayWrite } from "./read-only.ts";

/** The one file of a database, and the connection to it that is open now. */
export interface HeldFile {
  readonly path: string;
  connection(): DatabaseSync;
  /** How many connections there were. */
  opened(): number;
  /** Whether the file under this path is the one that is open, and open for writing if it may be written. */
  isInPlace(): boolean;
  /** Opens what lies there instead; what was deleted is written anew from the open file. */
  follow(): void;
  /** Puts a new file with everything that can be read in the place of a damaged one. Errors: `database/notMended`. */
  mend(reason: string): void;
  close(): void;
}

export interface FileWays {
  readonly open: () => DatabaseSync;
  /** The file is gone: writes what is open to its place. */
  readonly restore: (connection: DatabaseSync) => void;
  /** Mends the file under the path, once nobody else does; `hold` keeps it from changing, if it is the open one still. */
  readonly mend: (reason: string, hold: () => boolean) => void;
  /** Another connection is in use: now it can be told why. */
  readonly onReopened: () => void;
}

/** Which file it is, whatever it is called; undefined where none is. */
const identityOf = (path: string): string | undefined => {
  const info = statSync(path, { bigint: true, throwIfNoEntry: false });
  return info && `${info.dev} ${info.ino}`;
};

export function holdFile(path: string, { open, restore, mend, onReopened }: FileWays): HeldFile {
  let connection = open();
  let identity = identityOf(path);
  let isWritable = mayWrite(path);
  let opened = 1;

  /** SQLite does not touch a file that was renamed when its last connection is closed: the old one stays as it is. */
  function reopen(): void {
    const old = connection;
    connection = open();
    identity = identityOf(path);
    isWritable = mayWrite(path);
    opened++;
    old.close();
    onReopened();
  }
  return {
    path,
    connection: () => connection,
    opened: () => opened,
    isInPlace: () => identityOf(path) === identity && (isWritable || !mayWrite(path)),
    follow() {
      if (identityOf(path) === undefined) restore(connection);
      reopen();
    },
    mend(reason) {
      try {
        mend(reason, () => identityOf(path) === identity && hold(connection));
      } catch (error) {
        if (connection.isTransaction) connection.exec("ROLLBACK"); // it goes on as it is
        throw error;
      }
      reopen();
    },
    close: () => connection.close(),
  };
}

/** Keeps other processes from writing. A damaged database may refuse even that: then nobody else can write either. */
function hold(connection: DatabaseSync): true {
  try {
    connection.exec("BEGIN IMMEDIATE");
    return true;
  } catch {
    return true;
  }
}
