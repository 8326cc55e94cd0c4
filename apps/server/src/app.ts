import { Hono } from "hono";
import { compress } from "hono/compress";
import { HTTPException } from "hono/http-exception";
import { getPath } from "hono/utils/url";
import { a1111Response } from "./a1111/bodies/errors.ts";
import { gradio } from "./a1111/gradio.ts";
import { sdapi } from "./a1111/sdapi.ts";
import { serverErrors } from "./border/errors.ts";
import { notFound } from "./border/not-found.ts";
import { problemResponse } from "./border/problem.ts";
import type { Studio } from "./border/studio.ts";
import { docs } from "./docs/openapi.ts";
import { staticPage } from "./page/static-page.ts";
import { openReader } from "./reading/open-reader.ts";
import { events } from "./routes/events.ts";
import { inputs } from "./routes/inputs.ts";
import { inspect } from "./routes/inspect.ts";
import { jobs } from "./routes/jobs.ts";
import { models } from "./routes/models.ts";
import { pictures } from "./routes/pictures.ts";
import { clipMerges, prompt } from "./routes/prompt.ts";
import { queue } from "./routes/queue.ts";
import { recipes } from "./routes/recipes.ts";
import { samplers } from "./routes/samplers.ts";
import { settings } from "./routes/settings.ts";
import { status } from "./routes/status.ts";
import { styles } from "./routes/styles.ts";
import { upscale } from "./routes/upscale.ts";
import type { Credentials } from "./security/basic-auth.ts";
import { bodyLimits, jsonOnly } from "./security/bodies.ts";
import { type AllowedOrigin, corsHeaders } from "./security/cors.ts";
import { guard } from "./security/guard.ts";
import { securityHeaders } from "./security/headers.ts";
import { plainJson } from "./security/plain-json.ts";

export interface AppOptions {
  readonly version: string;
  /** Danfang's own folder, as the page shows it. */
  readonly home: string;
  /** The host it listens on; other names are refused. */
  readonly host: string;
  readonly port: number;
  /** Folder of the built page. */
  readonly page: string;
  readonly credentials?: Credentials | undefined;
  /** Other pages that may use the studio; none unless told. */
  readonly isAllowedOrigin?: AllowedOrigin | undefined;
  /** Where settings made through AUTOMATIC1111's API are kept. */
  readonly optionsFile?: string | undefined;
  /** Aborted when the server closes: streams end. */
  readonly closing: AbortSignal;
}

/** The studio over HTTP: `/v1`, AUTOMATIC1111's API, `/docs`, and the page for everything else. */
export function buildApp(studio: Studio, options: AppOptions): Hono {
  const { version, home, host, port, page, credentials, isAllowedOrigin, optionsFile, closing } = options;
  const reader = openReader(closing);
  // A slash at the end is the same address: Starlette sends clients there, with method and body.
  const app = new Hono({ getPath: (request) => withoutSlash(getPath(request)) });
  app.onError((error, c) => (/^\/(sdapi|internal)\//.test(c.req.path) ? a1111Response(error) : problem(error)));
  app.use(securityHeaders, corsHeaders(isAllowedOrigin), guard({ host, credentials, isAllowedOrigin }));
  app.use(bodyLimits, jsonOnly, plainJson);
  app.use("/v1/*", fresh);
  for (const path of ["/v1/clip-merges", "/v1/models", "/v1/pictures", "/openapi.json"]) app.use(path, compress());
  app
    .route("/v1/status", status(studio, { version, home }))
    .route("/v1/events", events(studio, closing))
    .route("/v1/jobs", jobs(studio))
    .route("/v1/queue", queue(studio))
    .route("/v1/pictures", pictures(studio))
    .route("/v1/models", models(studio))
    .route("/v1/inputs", inputs(studio))
    .route("/v1/inspect", inspect(studio))
    .route("/v1/upscale", upscale(studio))
    .route("/v1/samplers", samplers())
    .route("/v1/settings", settings(studio))
    .route("/v1/recipes", recipes(studio, reader))
    .route("/v1/prompt", prompt(reader))
    .route("/v1/styles", styles(studio))
    .route("/v1/clip-merges", clipMerges())
    .route("/", sdapi(studio, { version, optionsFile, cmdFlags: cmdFlags(options), closing, reader }));
  app.route("/", docs(app, version));
  app.all("/v1/*", () => {
    throw serverErrors.notFound({ what: "such address" });
  });
  app.route("/", gradio(studio));
  app.get("*", staticPage(page));
  app.notFound(notFound);
  return app;

  function problem(error: unknown): Response {
    const response = problemResponse(error instanceof HTTPException ? notJson(error) : error);
    if (response.status === 401) response.headers.set("WWW-Authenticate", 'Basic realm="Danfang", charset="UTF-8"');
    return response;
  }

  function cmdFlags({ credentials }: AppOptions): Record<string, unknown> {
    const isOpen = credentials !== undefined;
    return { api: true, nowebui: false, listen: isOpen, port, server_name: host, data_dir: home, subpath: null };
  }
}

const withoutSlash = (path: string) => (path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path);

/** The validator's only complaint of its own: a body that cannot be parsed. */
const notJson = (cause: HTTPException) =>
  serverErrors.badRequest({ where: "body", issues: [{ path: "", message: "is not JSON that can be read" }] }, cause);

/** Answers change from one moment to the next, unless a route knows better. */
const fresh = async (c: import("hono").Context, next: () => Promise<void>) => {
  await next();
  if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "no-store");
};
