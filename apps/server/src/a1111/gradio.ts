import { Hono } from "hono";
import type { Studio } from "../border/studio.ts";
import { latentUpscaleModes } from "./lists/lists.ts";
import { upscalerNames } from "./scripts/selectable.ts";

/** What gradio says of itself, as far as clients of AUTOMATIC1111 ask it. Source: gradio 3.41.2 `routes.py`, `blocks.py`. */
export const gradio = ({ models }: Pick<Studio, "models">) =>
  new Hono()
    .get("/config", async (c) => {
      const names = upscalerNames(await models.list("upscaler"));
      const choices = [...latentUpscaleModes.map(({ name }) => name), ...names];
      return c.json(configOf(new URL(c.req.url).origin, [dropdown("txt2img_hr_upscaler", "Upscaler", choices)]));
    })
    .get("/info", (c) => c.json({ named_endpoints: {}, unnamed_endpoints: {} }))
    .get("/user", (c) => c.json(null))
    .get("/token", (c) => c.json({ token: null, user: null }))
    .get("/app_id", (c) => c.json({ app_id: appId }))
    .get("/startup-events", (c) => c.json(true))
    .get("/queue/status", (c) => c.json(emptyQueue))
    .get("/theme.css", (c) => c.body("", 200, { "Content-Type": "text/css; charset=utf-8" }));

/** Gradio draws one at each start, for pages that are open to notice. */
const appId = Math.trunc(Date.now() % 1e9);

/** Gradio's own queue, which AUTOMATIC1111's API does not use. */
const emptyQueue = {
  msg: "estimation",
  rank: null,
  queue_size: 0,
  avg_event_process_time: null,
  avg_event_concurrent_process_time: null,
  rank_eta: null,
  queue_eta: 0,
};

const dropdown = (elem_id: string, label: string, choices: readonly string[]) => ({
  type: "dropdown",
  props: { choices, value: choices[0] ?? null, label, elem_id, visible: true, name: "dropdown" },
});

const configOf = (root: string, components: readonly object[]) => ({
  version: "3.41.2",
  mode: "blocks",
  dev_mode: false,
  analytics_enabled: false,
  components: components.map((one, i) => ({ id: i + 1, ...one })),
  css: null,
  title: "Stable Diffusion",
  is_space: false,
  enable_queue: true,
  show_error: true,
  show_api: true,
  is_colab: false,
  layout: { id: 0, children: components.map((_, i) => ({ id: i + 1 })) },
  dependencies: [],
  root,
});
