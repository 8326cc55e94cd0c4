import type { IncomingMessage, ServerResponse } from "node:http";
import { type GenerationRequest, Settings } from "@danfang/domain";
import { json } from "./answers.ts";
import { merge } from "./merge.ts";
import { modelListRoutes } from "./model-list-routes.ts";
import { samplerList } from "./models.ts";
import { pictureRoutes } from "./picture-routes.ts";
import { readRecipe } from "./read-recipe.ts";
import { type FakeState, type FakeStyle, isActive } from "./studio.ts";

/** One request, as a route sees it. */
export interface Asked {
  readonly state: FakeState;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly body: Buffer;
  /** What stands in the path's brackets. */
  readonly parts: readonly string[];
}

/** `GET /v1/jobs/(\w+)`, and what answers it. */
export type Route = readonly [pattern: string, answer: (asked: Asked) => void | Promise<void>];

const dataOf = <T>({ body }: Asked) => JSON.parse(body.toString("utf8")) as T;

const jobRoutes: readonly Route[] = [
  [
    "POST /v1/jobs",
    (asked) => {
      const { request, priority = 0 } = dataOf<{ request: GenerationRequest; priority?: number }>(asked);
      json(asked.response, 202, asked.state.addJob(request, priority));
    },
  ],
  [
    "GET /v1/jobs",
    ({ state, url, response }) => {
      const states = (url.searchParams.get("state") ?? "").split(",");
      const found = state.jobs.filter((job) => states.includes(job.state));
      json(response, 200, { jobs: states.includes("done") ? found.reverse() : found });
    },
  ],
  ["GET /v1/jobs/(\\w+)", ({ state, parts: [id = ""], response }) => json(response, 200, state.job(id))],
  [
    "DELETE /v1/jobs",
    ({ state: { jobs }, response }) => {
      const before = jobs.length;
      jobs.splice(0, jobs.length, ...jobs.filter(isActive));
      json(response, 200, { removed: before - jobs.length });
    },
  ],
  [
    "DELETE /v1/jobs/(\\w+)",
    ({ state, parts: [id = ""], response }) => {
      state.updateJob(id, { state: "cancelled", finishedAt: new Date().toISOString() });
      json(response, 204, undefined);
    },
  ],
  [
    "POST /v1/jobs/(\\w+)/retry",
    ({ state, parts: [id = ""], response }) => json(response, 200, state.updateJob(id, { state: "queued" })),
  ],
  [
    "POST /v1/jobs/(\\w+)/skip",
    ({ state, parts: [id = ""], response }) => {
      state.skipped.add(id);
      json(response, 200, state.job(id));
    },
  ],
  [
    "POST /v1/jobs/(\\w+)/stop",
    ({ state, parts: [id = ""], response }) => json(response, 200, state.updateJob(id, { endsAfterBatch: true })),
  ],
  [
    "PATCH /v1/jobs/(\\w+)",
    (asked) => {
      const { jobs } = asked.state;
      const { before } = dataOf<{ before?: string | null }>(asked);
      const [moved] = jobs.splice(
        jobs.findIndex(({ id }) => id === asked.parts[0]),
        1,
      );
      const place = jobs.findIndex(({ id }) => id === before);
      jobs.splice(place < 0 ? jobs.length : place, 0, moved!);
      json(asked.response, 200, moved);
    },
  ],
];

const foreignFolder = {
  ...{ code: "models/foreignFolder", message: "It lies elsewhere.", hint: "Say so." },
  facts: { file: "a", folder: "/home/you/stable-diffusion-webui/models" },
};

const studioRoutes: readonly Route[] = [
  [
    "GET /v1/events",
    ({ state, request, response }) => {
      response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
      response.write(": hello\n\n");
      const last = request.headers["last-event-id"];
      state.listen(response, last === undefined ? undefined : Number(last));
      request.on("close", () => state.listeners.delete(response));
    },
  ],
  [
    "GET /v1/status",
    ({ state: { status }, response }) => {
      const engine = { backend: "cpu", threads: 2, available: ["cpu", "webgpu"], rssBytes: 612_000_000, loaded: [] };
      json(response, 200, {
        version: "0.1.0",
        queue: status,
        engine,
        home: "/home/you/.danfang",
        notices: [],
        troubles: [],
      });
    },
  ],
  ["GET /v1/queue", ({ state, response }) => json(response, 200, state.status)],
  [
    "POST /v1/queue/(pause|resume)",
    ({ state, parts: [how], response }) => {
      state.status = { ...state.status, paused: how === "pause" };
      state.recount();
      json(response, 200, state.status);
    },
  ],
  ...modelListRoutes,
  [
    "GET /v1/models/folders",
    ({ state: { settings, models }, response }) => {
      const rows = settings.modelRoots.map((path) => ({
        path,
        from: "settings",
        state: "ready",
        counts: {},
        problems: [],
      }));
      const own = { path: "/home/you/.danfang/models", from: "own", state: "ready", counts: { lora: models.length } };
      json(response, 200, { folders: [{ ...own, problems: [] }, ...rows] });
    },
  ],
  [
    "POST /v1/models/folders/check",
    (asked) => {
      const { folder } = dataOf<{ folder: string }>(asked);
      json(asked.response, 200, { path: folder, layout: "webui", counts: { checkpoint: 12, lora: 30 }, warnings: [] });
    },
  ],
  [
    "GET /v1/models/(\\w+)",
    ({ state, parts: [id], response }) =>
      json(response, 200, {
        model: state.models.find((model) => model.id === id),
        problems: [],
        notes: { triggerWords: ["gold coin", "shiny"], description: "Turns everything into gold." },
        ...{
          tensors: 288,
          metadata: { ss_output_name: "gold" },
          isOwn: false,
          own: { notes: "", tags: [] },
          paths: [],
        },
      }),
  ],
  [
    "PUT /v1/models/(\\w+)/preview",
    ({ state, parts: [id = ""], url, response }) => {
      if (!url.searchParams.has("foreign")) return json(response, 409, foreignFolder);
      state.changeModel(id, { previewUrl: "/favicon.svg?" });
      json(
        response,
        200,
        state.models.find((model) => model.id === id),
      );
    },
  ],
  [
    "DELETE /v1/models/(\\w+)/preview",
    ({ state, parts: [id = ""], response }) => {
      state.changeModel(id, { previewUrl: undefined });
      json(
        response,
        200,
        state.models.find((model) => model.id === id),
      );
    },
  ],
  [
    "POST /v1/models/(\\w+)/preview/undo",
    ({ state, parts: [id = ""], response }) => {
      const model = state.models.find((one) => one.id === id);
      state.changeModel(id, { previewUrl: model?.previewUrl === undefined ? "/favicon.svg?" : undefined });
      json(response, 200, model);
    },
  ],
  ["GET /v1/samplers", ({ response }) => json(response, 200, samplerList)],
  ["GET /v1/settings", ({ state, response }) => json(response, 200, state.settings)],
  [
    "PATCH /v1/settings",
    (asked) => {
      asked.state.settings = Settings.parse(merge(asked.state.settings, dataOf(asked)));
      asked.state.publish({ type: "settings" });
      json(asked.response, 200, asked.state.settings);
    },
  ],
  [
    "POST /v1/prompt",
    (asked) => {
      const { text } = dataOf<{ text: string }>(asked);
      const tokenCount = text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)?.length ?? 0;
      json(asked.response, 200, { tokenCount, tokenLimit: Math.max(1, Math.ceil(tokenCount / 75)) * 75 });
    },
  ],
  ["POST /v1/recipes/read", ({ request, body, response }) => json(response, 200, readRecipe(request, body))],
  [
    "GET /v1/styles",
    ({ state, response }) =>
      json(response, 200, { styles: state.styles.map((style) => ({ ...style, isOwn: true })), problems: [] }),
  ],
  [
    "POST /v1/styles",
    (asked) => {
      const style = dataOf<FakeStyle>(asked);
      asked.state.styles.push(style);
      json(asked.response, 201, { ...style, isOwn: true });
    },
  ],
  [
    "DELETE /v1/styles/(.+)",
    ({ state: { styles }, parts: [name = ""], response }) => {
      const at = styles.findIndex((style) => style.name === decodeURIComponent(name));
      if (at >= 0) styles.splice(at, 1);
      json(response, 204, undefined);
    },
  ],
];

export const routes: readonly Route[] = [...studioRoutes, ...jobRoutes, ...pictureRoutes];
