import { randomUUID } from "node:crypto";
import type { Clock } from "@danfang/domain";
import { isAlive, ownIdentity, type ProcessIdentity } from "@danfang/workbench";
import type { Database } from "../database/database.ts";

/** Who holds a thing of which there is one: here, the right to paint the queue's jobs. */
export interface Ownership {
  readonly token: string;
  /** Takes it if nobody has it, or whoever had it is gone. `onTaken` runs in the same transaction. */
  acquire(onTaken: () => void): boolean;
  isHeld(): boolean;
  /** Says that we still live. */
  beat(): void;
  release(): void;
}

/** A holder that cannot be seen from here is taken for dead after so long without a sign, milliseconds. */
const silence = 30_000;

export function openOwnership(
  database: Database,
  name: string,
  { clock, identity = ownIdentity() }: { readonly clock: Clock; readonly identity?: ProcessIdentity },
): Ownership {
  const token = randomUUID();
  const holder = () => database.first("SELECT * FROM owners WHERE name = ?", name);
  const isHeld = () => holder()?.token === token;

  function isTaken(): boolean {
    const row = holder();
    if (!row || row.token === token) return false;
    const other = { host: String(row.host), pid: Number(row.pid), started: String(row.started) };
    return isAlive(other, identity) ?? Math.abs(clock.now() - Number(row.heartbeat)) < silence;
  }

  return {
    token,
    isHeld,
    acquire(onTaken) {
      if (isHeld()) return true;
      if (isTaken()) return false; // looked at without a transaction: it is the usual answer
      return database.transaction(() => {
        if (isTaken()) return false;
        const { host, pid, started } = identity;
        database.run(
          `INSERT INTO owners VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (name) DO UPDATE SET token = excluded.token, host = excluded.host, pid = excluded.pid,
             started = excluded.started, heartbeat = excluded.heartbeat`,
          ...[name, token, host, pid, started, clock.now()],
        );
        onTaken();
        return true;
      });
    },
    beat() {
      const sql = "UPDATE owners SET heartbeat = ? WHERE name = ? AND token = ?";
      database.quickly(() => database.run(sql, clock.now(), name, token));
    },
    release() {
      database.run("DELETE FROM owners WHERE name = ? AND token = ?", name, token);
    },
  };
}
