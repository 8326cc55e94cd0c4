import { type LookupAddress, lookup } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { Readable } from "node:stream";
import { errorFrom, type Problem, unattended } from "@danfang/domain";
import { sourceErrors } from "../errors.ts";
import { reachOf } from "./reach.ts";

/** Redirects that are followed for one request. */
const mostRedirects = 5;
/** Milliseconds in which a server has to say something. */
const patience = 60_000;
/** Headers that only the server may see that they were meant for. */
const secret: ReadonlySet<string> = new Set(["authorization", "cookie", "proxy-authorization"]);

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Gets an address as `fetch` does; the answer's body is not read. */
export type Get = (url: URL, sent: Sent) => Promise<Response>;

/**
 * Gets an address over HTTP or HTTPS for somebody who does not know where it leads. Addresses of private networks are
 * refused, by whatever name they are called and wherever a redirect leads, and this machine's own unless the address that
 * was asked for is one. Names are looked up once, by the connection itself. Secrets go to no other host or port.
 *
 * Errors: `formats/addressRefused`, `formats/tooManyRedirects`; those of the connection as they are.
 */
export const guardedGet: Get = async (url, sent) => {
  const mayLoop = isLoopbackName(url);
  let at = url;
  for (let redirects = 0; ; redirects++) {
    const headers = Object.entries(sent.headers ?? {});
    const shown = at.origin === url.origin ? headers : headers.filter(([name]) => !secret.has(name.toLowerCase()));
    const response = await getOnce(at, { ...sent, headers: Object.fromEntries(shown) }, mayLoop);
    const next = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (next === null) return response;
    await response.body?.cancel();
    if (redirects === mostRedirects) throw sourceErrors.tooManyRedirects({ url: shownOf(url), most: mostRedirects });
    if (!URL.canParse(next, at)) throw refused(at, "protocol");
    at = new URL(next, at);
  }
};

const shownOf = (url: URL): string => (url.origin === "null" ? url.protocol : `${url.origin}${url.pathname}`);
const refused = (url: URL, why: "protocol" | "private" | "loopback") =>
  sourceErrors.addressRefused({ url: shownOf(url), why });

/** A host without the brackets of IPv6. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");

const isLoopbackName = (url: URL): boolean =>
  /^(?:.*\.)?localhost\.?$/.test(url.hostname) || (isIP(hostOf(url)) !== 0 && reachOf(hostOf(url)) === "loopback");

function getOnce(url: URL, { headers, signal }: Sent, mayLoop: boolean): Promise<Response> {
  if (url.protocol !== "http:" && url.protocol !== "https:") throw refused(url, "protocol");
  const problem = isIP(hostOf(url)) === 0 ? undefined : problemOf(url, hostOf(url), mayLoop);
  if (problem) throw problem;
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const options = { headers: { ...headers }, lookup: guardedLookup(url, mayLoop), timeout: patience };
  return new Promise((resolve, reject) => {
    const fail = (problem: Problem) => reject(errorFrom(problem));
    const answer = unattended((message: IncomingMessage) => resolve(responseOf(message)), fail);
    const asked = send(url, signal ? { ...options, signal } : options, answer);
    const silent = sourceErrors.httpSilent({ url: shownOf(url), seconds: patience / 1000 });
    const giveUp = unattended(() => asked.destroy(silent), fail);
    asked.on("timeout", giveUp);
    asked.on("error", reject);
    asked.end();
  });
}

function problemOf(url: URL, ip: string, mayLoop: boolean): Error | undefined {
  const reach = reachOf(ip);
  if (reach === "public" || (reach === "loopback" && mayLoop)) return undefined;
  return refused(url, reach);
}

/** Looks a name up as usual; where any of its addresses is refused, so is the name. */
const guardedLookup =
  (url: URL, mayLoop: boolean): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const problem = error ?? addresses.map(({ address }) => problemOf(url, address, mayLoop)).find(Boolean);
      const [first] = addresses ?? [];
      if (problem || !first) callback(problem ?? new Error("no address"), "", 0);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };

/** Statuses whose answers have no body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

function responseOf(message: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers))
    for (const one of [value ?? []].flat()) headers.append(name, one);
  const told = message.statusCode ?? 0;
  const status = told >= 200 && told <= 599 ? told : 502; // others are no answers, and no `Response` takes them
  if (bodiless.has(status)) message.destroy();
  return new Response(bodiless.has(status) ? null : (Readable.toWeb(message) as ReadableStream), { status, headers });
}
