import type { Problem, TroubleNews } from "@danfang/domain";

/** What `danfang studio` asks of the server. */
export interface ServeStudioOptions {
  readonly home: string;
  readonly modelRoots: readonly string[];
  readonly host: string;
  readonly port: number;
  readonly apiAuth: string | undefined;
  /** Pages of other origins that may use it. */
  readonly cors: { readonly origins?: string; readonly pattern?: string };
  readonly onTrouble: (news: TroubleNews) => void;
  readonly onNotice: (problem: Problem) => void;
}

interface ServedStudio {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * How the command line comes by a running studio: the server's main, or in tests one that serves nothing.
 *
 * Errors: `server/portTaken`, `server/needsAuth`, `server/badAuth`, `server/badOrigin`,
 * `server/cannotListen`.
 */
export type ServeStudio = (options: ServeStudioOptions) => Promise<ServedStudio>;
