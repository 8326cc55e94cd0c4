import type { MiddlewareHandler } from "hono";
import { serverErrors } from "../errors.ts";
import type { Credentials } from "./basic-auth.ts";
import { isOwnHost } from "./hosts.ts";

export interface GuardOptions {
  /** The host it listens on. */
  readonly host: string;
  readonly credentials?: Credentials | undefined;
}

/** Addresses where programs, not people, are answered. */
export const isApi = (path: string): boolean => /^\/(v1|sdapi|internal)(\/|$)|^\/openapi\.json$/.test(path);

/**
 * Who may come in: only requests to this machine's own names (DNS rebinding), only from its own pages or from outside
 * of a browser (cross-site posts and reads), and with a password where one is set.
 *
 * Errors: `server/foreignHost`, `server/foreignOrigin`, `server/unauthorised`.
 */
export const guard =
  ({ host, credentials }: GuardOptions): MiddlewareHandler =>
  async (c, next) => {
    const asked = c.req.header("Host") ?? new URL(c.req.url).host;
    if (!isOwnHost(asked, host)) throw serverErrors.foreignHost({ host: asked.slice(0, 100) });
    const origin = c.req.header("Origin");
    if (origin !== undefined && hostOf(origin) !== asked.toLowerCase())
      throw serverErrors.foreignOrigin({ origin: origin.slice(0, 100) });
    const site = c.req.header("Sec-Fetch-Site");
    const isVisit = c.req.method === "GET" && c.req.header("Sec-Fetch-Mode") === "navigate" && !isApi(c.req.path);
    if (site !== undefined && site !== "same-origin" && site !== "none" && !isVisit)
      throw serverErrors.foreignOrigin({ origin: origin ?? `another site (${site.slice(0, 20)})` });
    // A ping tells nothing but that somebody is there; AUTOMATIC1111 asks for no password either.
    if (credentials && c.req.path !== "/internal/ping" && !credentials(c.req.header("Authorization")))
      throw serverErrors.unauthorised({});
    await next();
  };

/** `http://localhost:7860` → `localhost:7860`; `null`, and what is no web page, has none. */
function hostOf(origin: string): string | undefined {
  const url = URL.parse(origin);
  return url && /^https?:$/.test(url.protocol) ? url.host : undefined;
}
