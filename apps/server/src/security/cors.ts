import type { MiddlewareHandler } from "hono";
import { serverErrors } from "../border/errors.ts";

/** Whether a page of another origin may use the studio. */
export type AllowedOrigin = (origin: string) => boolean;

export interface OriginsToAllow {
  /** `--cors-allow-origins`: separated by commas; `*` is every one. */
  readonly origins?: string | undefined;
  /** `--cors-allow-origins-regex`: one that all of an origin has to fit. */
  readonly pattern?: string | undefined;
}

/** As browsers send them, but for letters and a slash at the end; pages that are files have `null`. */
const originPattern = /^(?:\*|null|[a-z][a-z0-9+.-]*:\/\/[^/\s?#]+)$/;
/** Characters. */
const longestOrigin = 300;

/**
 * Which origins two options let in; undefined where neither was given. Errors: `server/badOrigin`.
 * Source: AUTOMATIC1111 v1.10.1 `initialize_util.configure_cors_middleware`.
 */
export function allowedOrigins({ origins, pattern }: OriginsToAllow): AllowedOrigin | undefined {
  if (origins === undefined && pattern === undefined) return undefined;
  const given = (origins ?? "").split(",").map((one) => one.trim().toLowerCase().replace(/\/$/, ""));
  const named = new Set(given.filter((one) => one !== ""));
  for (const origin of named) if (!originPattern.test(origin)) throw serverErrors.badOrigin({ origin });
  const fits = pattern === undefined ? undefined : patternOf(pattern);
  return (origin) =>
    origin.length <= longestOrigin &&
    (named.has("*") || named.has(origin.toLowerCase()) || (fits?.test(origin) ?? false));
}

function patternOf(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch (cause) {
    throw serverErrors.badOrigin({ origin: pattern }, cause);
  }
}

const methods = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";
/** Seconds that a browser need not ask again. Source: Starlette. */
const maxAge = "600";

/** Tells browsers that pages of allowed origins may read every answer, refusals too. */
export const corsHeaders =
  (isAllowed: AllowedOrigin | undefined): MiddlewareHandler =>
  async (c, next) => {
    await next();
    const origin = c.req.header("Origin");
    if (isAllowed === undefined) return;
    c.res.headers.append("Vary", "Origin");
    if (origin === undefined || !isAllowed(origin)) return;
    c.res.headers.set("Access-Control-Allow-Origin", origin);
    c.res.headers.set("Access-Control-Allow-Credentials", "true");
  };

/** What a browser asks before a request of another origin's page; undefined for anything else. It carries no password. */
export function preflightAnswer(request: Request): Response | undefined {
  const wanted = request.headers.get("Access-Control-Request-Method");
  if (request.method !== "OPTIONS" || wanted === null) return undefined;
  const isPrivate = request.headers.get("Access-Control-Request-Private-Network") === "true";
  const headers = new Headers({
    "Access-Control-Allow-Methods": methods,
    "Access-Control-Allow-Headers": request.headers.get("Access-Control-Request-Headers") ?? "content-type",
    "Access-Control-Max-Age": maxAge,
  });
  if (isPrivate) headers.set("Access-Control-Allow-Private-Network", "true");
  return new Response(null, { status: 204, headers });
}
