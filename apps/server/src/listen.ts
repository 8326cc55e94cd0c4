import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Problem, problemOf, reasonOf, unattended } from "@danfang/domain";
import { createAdaptorServer } from "@hono/node-server";
import { serverErrors } from "./border/errors.ts";

/** Seconds for a request's headers, and for all of a request, to arrive; a picture of 64 MB on a slow network fits. */
const headersTimeout = 15_000;
const requestTimeout = 300_000;
/** Bytes. */
const maxHeaderSize = 16 * 1024;
/** Ports tried when looking for a free one. */
const portsTried = 50;

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Told when no connection can be taken (too many files are open), and when one is taken again. */
  readonly onRefusing: (problem: Problem) => void;
  readonly onAccepting: () => void;
}

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Errors: `server/portTaken`, which names the next free port, `server/cannotListen`. */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { host, port, onRefusing, onAccepting }: ListenOptions,
): Promise<Listening> {
  const server = createAdaptorServer({
    fetch,
    hostname: host,
    overrideGlobalObjects: false,
    serverOptions: { headersTimeout, requestTimeout, maxHeaderSize, keepAliveTimeout: 10_000 },
  }) as Server;
  const failed = await open(server, host, port);
  if (failed?.code === "EADDRINUSE")
    throw serverErrors.portTaken({ host, port, free: await freePort(host, port + 1) }, failed);
  if (failed) throw serverErrors.cannotListen({ host, port, reason: reasonOf(failed) }, failed);
  const refuse = unattended((error: Error) => onRefusing(problemOf(error)), onRefusing);
  server.on("error", refuse);
  server.on("connection", unattended(onAccepting, onRefusing));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function open(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    server.once("error", resolve);
    server.listen({ host, port, exclusive: true }, () => {
      server.off("error", resolve);
      resolve(undefined);
    });
  });
}

async function freePort(host: string, from: number): Promise<number | undefined> {
  for (let port = from; port < Math.min(from + portsTried, 65536); port++) {
    const server = createServer();
    const failed = await open(server, host, port);
    if (failed) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
  return undefined;
}
