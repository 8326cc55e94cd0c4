import type { Bytes } from "@danfang/domain";
import type { GraphModel } from "../graph/graph.ts";
import { type OpenOptions, type Runtime, residentBytes, type Session } from "../runtime/runtime.ts";
import { describeSession, keyOf, type SessionIdentity } from "./session-identity.ts";

interface Entry {
  readonly identity: SessionIdentity;
  readonly session: Session;
  readonly bytes: Bytes;
}

/** SD XL in float32, twice: UNet 10.3 GB, text encoders 3.3 GB, VAE 0.3 GB. */
const roomyBudget = 28e9;

/** Sessions that stay loaded, the least recently used given up when their weights outgrow the budget. */
export class SessionPool {
  readonly #runtime: Runtime;
  readonly #budget: Bytes;
  /** In order of use: a Map keeps insertion order, and every use inserts anew. */
  readonly #entries = new Map<string, Entry>();

  constructor(runtime: Runtime, budget: Bytes) {
    this.#runtime = runtime;
    this.#budget = budget;
  }

  get residentBytes(): Bytes {
    return [...this.#entries.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Whether sessions of the largest models do not fit beside one another, so that none should stay without need. */
  get isTight(): boolean {
    return this.#budget < roomyBudget;
  }

  /** The sessions that are loaded, for people. */
  get described(): string[] {
    return [...this.#entries.values()].map(({ identity }) => describeSession(identity));
  }

  /** The session of that identity, loaded from `build()` if it is not there. What does not fit beside it is closed first. */
  async use(identity: SessionIdentity, build: () => GraphModel, options?: OpenOptions): Promise<Session> {
    const key = keyOf(identity);
    const found = this.#entries.get(key);
    if (found) {
      this.#entries.delete(key);
      this.#entries.set(key, found);
      return found.session;
    }
    const model = build();
    const bytes = residentBytes(model);
    await this.#makeRoom(bytes);
    const session = await this.#runtime.open(model, options);
    this.#entries.set(key, { identity, session, bytes });
    return session;
  }

  async #makeRoom(bytes: Bytes): Promise<void> {
    for (const [key, { session }] of this.#entries) {
      if (this.residentBytes + bytes <= this.#budget) return;
      this.#entries.delete(key);
      await session.close();
    }
  }

  /** Closes the sessions that are meant. */
  async forget(isMeant: (identity: SessionIdentity) => boolean): Promise<void> {
    for (const [key, { identity, session }] of [...this.#entries]) {
      if (!isMeant(identity)) continue;
      this.#entries.delete(key);
      await session.close();
    }
  }

  clear(): Promise<void> {
    return this.forget(() => true);
  }
}
