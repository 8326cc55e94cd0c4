import { Hono, type MiddlewareHandler } from "hono";
import { notFound } from "../border/not-found.ts";
import type { Studio } from "../border/studio.ts";
import type { Reader } from "../reading/open-reader.ts";
import { a1111Response } from "./bodies/errors.ts";
import { extras } from "./extras.ts";
import { img2img } from "./img2img.ts";
import { internal } from "./internal.ts";
import { lists } from "./lists/lists.ts";
import { memory } from "./lists/memory.ts";
import { notYetRoutes } from "./not-yet.ts";
import { optionsRoutes } from "./options-routes.ts";
import { pngInfo } from "./png-info.ts";
import { progress } from "./progress/progress.ts";
import { followRunningJob } from "./progress/running-job.ts";
import { taskIds } from "./progress/task-ids.ts";
import { openOptions } from "./settings/options.ts";
import { txt2img } from "./txt2img.ts";

export interface SdapiOptions {
  readonly version: string;
  /** Where settings made through this API are kept; absent: they last as long as the server. */
  readonly optionsFile?: string | undefined;
  readonly cmdFlags: Readonly<Record<string, unknown>>;
  readonly closing: AbortSignal;
  readonly reader: Reader;
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(4);
/** Every answer says how long it took, in seconds. */
const processTime: MiddlewareHandler = async (c, next) => {
  const start = performance.now();
  await next();
  c.res.headers.set("X-Process-Time", seconds(performance.now() - start));
};

/** AUTOMATIC1111's `/sdapi/v1` and the part of its `/internal` that clients ask. Source: v1.10.1 `modules/api/api.py`. */
export function sdapi(studio: Studio, { version, optionsFile, cmdFlags, closing, reader }: SdapiOptions): Hono {
  const options = openOptions({ file: optionsFile, report: studio.troubles });
  const tasks = taskIds();
  const running = followRunningJob(studio, closing);
  const painting = { studio, options, tasks, version: `danfang ${version}`, closing };
  const routes = [
    txt2img(painting),
    img2img(painting),
    extras(studio),
    notYetRoutes(),
    progress({ studio, running }),
    optionsRoutes({ studio, options, cmdFlags }),
    lists(studio),
    pngInfo(reader),
    memory(studio),
  ];
  const app = new Hono();
  app.use("/sdapi/*", processTime).use("/internal/*", processTime);
  for (const route of routes) app.route("/sdapi/v1", route);
  app.route("/internal", internal({ studio, running, tasks }));
  app.all("/sdapi/*", (c) => (isKnown(app, c.req.path) ? methodNotAllowed() : notFound()));
  app.all("/internal/*", (c) => (isKnown(app, c.req.path) ? methodNotAllowed() : notFound()));
  app.onError(a1111Response);
  return app;
}

const isKnown = (app: Hono, path: string) => app.routes.some((route) => route.path === path && route.method !== "ALL");
const methodNotAllowed = () => Response.json({ detail: "Method Not Allowed" }, { status: 405 });
