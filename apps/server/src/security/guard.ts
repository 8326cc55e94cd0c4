import { type Clock, systemClock } from "@danfang/domain";
import type { HonoRequest, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { serverErrors } from "../border/errors.ts";
import type { Credentials } from "./basic-auth.ts";
import { type AllowedOrigin, preflightAnswer } from "./cors.ts";
import { openDoor } from "./door.ts";
import { isOwnHost } from "./hosts.ts";

export interface GuardOptions {
  /** The host it listens on. */
  readonly host: string;
  readonly credentials?: Credentials | undefined;
  /** Other pages that may come in. */
  readonly isAllowedOrigin?: AllowedOrigin | undefined;
  /** For tests: time. */
  readonly clock?: Clock | undefined;
}

/** The name of the cookie that says: I have been in. */
const passName = "danfang-pass";
/** What the server of Node knows of a connection. */
const Connection = z.object({ incoming: z.object({ socket: z.object({ remoteAddress: z.string() }) }) });

/** Addresses where programs, not people, are answered. */
export const isApi = (path: string): boolean => /^\/(v1|sdapi|internal)(\/|$)|^\/openapi\.json$/.test(path);

/**
 * Who may come in: only requests to this machine's own names (DNS rebinding), only from its own pages, allowed ones or from
 * outside of a browser (cross-site posts and reads), and with a password where one is set.
 *
 * Errors: `server/foreignHost`, `server/foreignOrigin`, `server/unauthorised`, `server/tooManyGuesses`.
 */
export function guard({ host, credentials, isAllowedOrigin, clock = systemClock }: GuardOptions): MiddlewareHandler {
  const door = credentials && openDoor(credentials, clock);
  return async (c, next) => {
    const asked = c.req.header("Host") ?? new URL(c.req.url).host;
    if (!isOwnHost(asked, host)) throw serverErrors.foreignHost({ host: asked.slice(0, 100) });
    const origin = c.req.header("Origin");
    const isAllowed = origin !== undefined && isAllowedOrigin?.(origin) === true;
    const preflight = isAllowed ? preflightAnswer(c.req.raw) : undefined;
    if (preflight) return preflight;
    if (origin !== undefined && !isAllowed && hostOf(origin) !== asked.toLowerCase())
      throw serverErrors.foreignOrigin({ origin: origin.slice(0, 100) });
    const site = c.req.header("Sec-Fetch-Site");
    const isVisit = c.req.method === "GET" && c.req.header("Sec-Fetch-Mode") === "navigate" && !isApi(c.req.path);
    if (!isAllowed && site !== undefined && site !== "same-origin" && site !== "none" && !isVisit)
      throw serverErrors.foreignOrigin({ origin: origin ?? `another site (${site.slice(0, 20)})` });
    // A ping tells nothing but that somebody is there; AUTOMATIC1111 asks for no password either.
    if (!door || c.req.path === "/internal/ping") return next();
    const pass = getCookie(c, passName);
    const address = Connection.safeParse(c.env).data?.incoming.socket.remoteAddress ?? "";
    const answer = await door.ask({ header: c.req.header("Authorization"), address, pass });
    if (answer.state === "tooMany") throw serverErrors.tooManyGuesses({ seconds: answer.seconds });
    if (answer.state === "wrong") throw serverErrors.unauthorised({});
    await next();
    if (!door.knows(pass) && isPage(c.req))
      setCookie(c, passName, door.givePass(), { httpOnly: true, sameSite: "Strict" });
  };
}

/** A visit of the page, not a program's question. */
const isPage = (asked: HonoRequest): boolean =>
  asked.method === "GET" && !isApi(asked.path) && (asked.header("Accept") ?? "").includes("text/html");

/** `http://localhost:7860` → `localhost:7860`; `null`, and what is no web page, has none. */
function hostOf(origin: string): string | undefined {
  const url = URL.parse(origin);
  return url && /^https?:$/.test(url.protocol) ? url.host : undefined;
}
