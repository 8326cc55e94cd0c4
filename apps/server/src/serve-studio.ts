import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildApp } from "./app.ts";
import { serverErrors } from "./border/errors.ts";
import type { Studio } from "./border/studio.ts";
import { listen } from "./listen.ts";
import { credentialsOf } from "./security/basic-auth.ts";
import { allowedOrigins, type OriginsToAllow } from "./security/cors.ts";
import { isLoopback } from "./security/hosts.ts";

export interface ServeOptions {
  readonly home: string;
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** `USER:PASS[,USER:PASS]`; demanded beyond loopback. */
  readonly apiAuth?: string | undefined;
  /** Pages of other origins that may use it. */
  readonly cors?: OriginsToAllow | undefined;
  /** Opens the studio, once it is certain that it can be served. */
  readonly openStudio: () => Promise<Studio>;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Ends streams and connections, then the studio: what is being painted goes back into the queue. */
  close(): Promise<void>;
}

const builtPage = fileURLToPath(new URL("../../web/dist", import.meta.url));

/**
 * A studio on the network, loopback unless told.
 *
 * Errors: `server/needsAuth`, `server/badAuth`, `server/badOrigin`, `server/portTaken`, `server/cannotListen`; those of opening a studio.
 */
export async function serveStudio({
  home,
  host,
  port,
  apiAuth,
  cors = {},
  openStudio,
}: ServeOptions): Promise<RunningServer> {
  const credentials = apiAuth === undefined ? undefined : credentialsOf(apiAuth);
  const isAllowedOrigin = allowedOrigins(cors);
  if (!credentials && !isLoopback(host)) throw serverErrors.needsAuth({ host });
  const closing = new AbortController();
  // The port first: a second studio on the same home must find that out before it touches the queue.
  let answer: (request: Request) => Response | Promise<Response> = starting;
  let troubles: Studio["troubles"] | undefined;
  const listening = await listen((request) => answer(request), {
    host,
    port,
    onRefusing: (problem) => troubles?.begin(problem, "connections"),
    onAccepting: () => troubles?.over("connections"),
  });
  try {
    const [studio, version] = await Promise.all([openStudio(), readVersion()]);
    troubles = studio.troubles;
    const app = buildApp(studio, {
      version,
      home,
      host,
      port: listening.port,
      credentials,
      isAllowedOrigin,
      page: builtPage,
      optionsFile: join(home, "sdapi.json"),
      closing: closing.signal,
    });
    answer = app.fetch;
    return {
      url: `http://${shownHost(host)}:${listening.port}/`,
      port: listening.port,
      async close() {
        closing.abort();
        await listening.close();
        await studio.close();
      },
    };
  } catch (error) {
    await listening.close();
    throw error;
  }
}

/** What comes in the moment before the studio is open. */
const starting = () => new Response("Starting", { status: 503, headers: { "Retry-After": "1" } });

const shownHost = (host: string) => {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
};

async function readVersion(): Promise<string> {
  const manifest = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
