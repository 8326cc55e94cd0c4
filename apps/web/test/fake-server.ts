import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { GenerationRequest, Job, ModelEntry, Picture, QueueStatus, Settings, StudioEvent } from "@danfang/domain";
import { Settings as SettingsSchema } from "@danfang/domain";
import sharp from "sharp";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const samples = fileURLToPath(new URL("../../../starter/samples.png", import.meta.url));
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
};
/** The content security policy that the page must live under. */
const policy =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'";

/** What the fake studio starts with. */
export interface FakeOptions {
  readonly pictures?: number;
  readonly settings?: Partial<Settings>;
  readonly realCheckpoint?: boolean;
  readonly millisecondsPerStep?: number;
}

export interface FakeStudio {
  readonly url: string;
  readonly settings: Settings;
  readonly jobs: readonly Job[];
  readonly pictures: readonly Picture[];
  /** A PNG that the fake reads a recipe out of. */
  pictureFile(): Promise<Buffer>;
  close(): Promise<void>;
}

const prompts = [
  "red apple",
  "green apple",
  "banana",
  "strawberry",
  "pizza",
  "hamburger",
  "birthday cake",
  "ice cream, 3d style",
  "hot beverage",
  "cat",
  "dog face",
  "panda",
  "fox, flat style",
  "lion",
  "penguin",
  "owl, noto style",
  "butterfly",
  "fish",
  "octopus, 3d style",
  "unicorn",
  "sunflower",
  "rose",
  "cactus",
  "palm tree",
  "mushroom, 蘑菇",
  "sun",
  "rainbow",
  "snowman",
  "fire",
  "house",
];

/** A studio that paints what the starter painted long ago: `/v1` as the page needs it, with the built page. */
export async function startFakeStudio(options: FakeOptions = {}): Promise<FakeStudio> {
  const files = readPage();
  const sampleBytes = readFileSync(samples);
  const cuts = new Map<string, Promise<Buffer>>();
  const cut = (index: number, side: number) => {
    const key = `${index}@${side}`;
    const known = cuts.get(key);
    if (known) return known;
    const made = sharp(sampleBytes)
      .extract({
        left: Math.round(2 + (index % 10) * 131.6),
        top: Math.round(Math.floor(index / 10) * 146.2),
        width: 128,
        height: 128,
      })
      .resize(side, side, { kernel: side > 128 ? "cubic" : "lanczos3" })
      .png()
      .toBuffer();
    cuts.set(key, made);
    return made;
  };

  let settings = SettingsSchema.parse(options.settings ?? {});
  let status: QueueStatus = { paused: false, queued: 0, running: 0 };
  const models = fakeModels(options.realCheckpoint ?? true);
  const jobs: Job[] = [];
  const pictures: (Picture & { sample: number })[] = [];
  const log: StudioEvent[] = [];
  const listeners = new Set<ServerResponse>();
  let serial = 0;
  let isClosed = false;

  const publish = (event: StudioEvent) => {
    log.push(event);
    for (const listener of listeners) listener.write(`id: ${log.length}\ndata: ${JSON.stringify(event)}\n\n`);
  };
  const addPicture = (request: GenerationRequest, sample: number, at: Date, jobId?: string) => {
    const { width = 128, height = 128 } = request;
    const checkpoint = { name: request.checkpoint?.replace(/\.[^.]+$/, "") ?? "starter-emoji", hash: "1a2b3c4d5e" };
    const picture: Picture & { sample: number } = {
      sample,
      id: `p${++serial}`,
      ...(jobId === undefined ? {} : { jobId }),
      fileName: `2026-11-23/${String(serial).padStart(5, "0")}-${request.seed}.png`,
      width,
      height,
      sizeBytes: 20_000,
      recipe: {
        prompt: request.prompt,
        negativePrompt: request.negativePrompt,
        steps: request.steps,
        sampler: request.sampler,
        schedule: request.schedule,
        cfgScale: request.cfgScale,
        seed: request.seed,
        width,
        height,
        checkpoint,
        rng: request.rng,
      },
      infotext: `${request.prompt}\n${request.negativePrompt === "" ? "" : `Negative prompt: ${request.negativePrompt}\n`}Steps: ${request.steps}, Sampler: ${request.sampler}, Schedule type: Automatic, CFG scale: ${request.cfgScale}, Seed: ${request.seed}, Size: ${width}x${height}, Model hash: ${checkpoint.hash}, Model: ${checkpoint.name}, RNG: CPU, Version: danfang 0.1.0`,
      favourite: false,
      hasTimeline: true,
      createdAt: at.toISOString(),
    };
    pictures.unshift(picture);
    return picture;
  };
  for (let i = 0; i < (options.pictures ?? 0); i++) {
    const sample = i % prompts.length;
    const shape = [
      [512, 512],
      [512, 768],
      [768, 512],
      [128, 128],
    ][i % 4] as [number, number];
    const request = requestOf({
      prompt: prompts[sample] ?? "",
      seed: 1000 + i,
      steps: i % 3 === 0 ? 20 : 28,
      sampler: i % 3 === 0 ? "Euler" : "DPM++ 2M",
      width: shape[0],
      height: shape[1],
      checkpoint: i % 2 === 0 ? "starter-emoji.safetensors" : "anime/AOM3A1B_orangemixs.safetensors",
    });
    const picture = addPicture(request, sample, new Date(Date.UTC(2026, 10, 1, 0, i)));
    if (i % 7 === 0) pictures[0] = { ...picture, favourite: true };
  }

  const recount = () => {
    status = {
      ...status,
      queued: jobs.filter(({ state }) => state === "queued").length,
      running: jobs.filter(({ state }) => state === "running").length,
    };
    publish({ type: "queue", status });
  };
  const update = (id: string, change: Partial<Job>) => {
    const at = jobs.findIndex((job) => job.id === id);
    jobs[at] = { ...jobs[at]!, ...change };
    publish({ type: "job", job: jobs[at]! });
    recount();
    return jobs[at]!;
  };
  const stateOf = (id: string) => jobs.find((job) => job.id === id)?.state;
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  async function work() {
    while (!isClosed) {
      const next = status.paused ? undefined : jobs.find(({ state }) => state === "queued");
      if (next === undefined) {
        await pause(10);
        continue;
      }
      update(next.id, { state: "running", attempts: next.attempts + 1, startedAt: new Date().toISOString() });
      const { request } = next;
      if (request.prompt.includes("fail")) {
        const problem = {
          code: "engine/outOfMemory",
          message: "The engine ran out of memory while painting 2048 × 2048.",
          hint: "Choose a smaller size, or fewer pictures at once.",
        };
        update(next.id, { state: "failed", problem, finishedAt: new Date().toISOString() });
        continue;
      }
      const known = prompts.findIndex((prompt) => prompt.split(",")[0] === request.prompt.split(",")[0]);
      for (let batch = 0; batch < request.batchCount && stateOf(next.id) === "running"; batch++) {
        const sample = known >= 0 ? known : (request.seed + batch) % prompts.length;
        for (let step = 1; step <= request.steps && stateOf(next.id) === "running" && !isClosed; step++) {
          await pause(options.millisecondsPerStep ?? 30);
          const sigma = sigmaAt(step, request.steps);
          publish({
            type: "progress",
            jobId: next.id,
            batch,
            step,
            steps: request.steps,
            sigma,
            etaSeconds: ((request.steps - step) * (options.millisecondsPerStep ?? 30)) / 1000,
            preview: await noisy(await cut(sample, 16), sigma),
          });
        }
        if (stateOf(next.id) !== "running") break;
        const picture = addPicture({ ...request, seed: request.seed + batch }, sample, new Date(), next.id);
        update(next.id, { pictures: [...jobs.find(({ id }) => id === next.id)!.pictures, picture.id] });
        publish({ type: "picture", picture });
      }
      if (stateOf(next.id) === "running") update(next.id, { state: "done", finishedAt: new Date().toISOString() });
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else json(response, 500, { code: "fake/broken", message: String(error), hint: "" });
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://fake");
    const { pathname } = url;
    if (!pathname.startsWith("/v1/")) return servePage(files, pathname, response);
    const route = `${request.method} ${pathname}`;
    const body = await readBody(request);
    const data = () => JSON.parse(body.toString("utf8")) as never;

    if (route === "GET /v1/events") {
      response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
      response.write(": hello\n\n");
      const last = Number(request.headers["last-event-id"] ?? log.length);
      for (let i = last; i < log.length; i++) response.write(`id: ${i + 1}\ndata: ${JSON.stringify(log[i])}\n\n`);
      listeners.add(response);
      request.on("close", () => listeners.delete(response));
      return;
    }
    if (route === "GET /v1/status")
      return json(response, 200, {
        version: "0.1.0",
        queue: status,
        engine: { backend: "cpu", threads: 2, rssBytes: 612_000_000, loaded: [] },
        home: "/home/you/.danfang",
        notices: [],
      });
    if (route === "GET /v1/queue") return json(response, 200, status);
    if (route === "POST /v1/queue/pause" || route === "POST /v1/queue/resume") {
      status = { ...status, paused: route.endsWith("pause") };
      recount();
      return json(response, 200, status);
    }
    if (route === "GET /v1/models") return json(response, 200, { models });
    if (route === "POST /v1/models/refresh") return json(response, 200, { models });
    if (route === "GET /v1/samplers") return json(response, 200, samplerList);
    if (route === "GET /v1/settings") return json(response, 200, settings);
    if (route === "PATCH /v1/settings") {
      settings = SettingsSchema.parse(merge(settings, data()));
      publish({ type: "settings" });
      return json(response, 200, settings);
    }
    if (route === "POST /v1/prompt") {
      const { text } = data() as { text: string };
      const tokenCount = text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)?.length ?? 0;
      return json(response, 200, { tokenCount, tokenLimit: Math.max(1, Math.ceil(tokenCount / 75)) * 75 });
    }
    if (route === "POST /v1/recipes/read") return json(response, 200, readRecipe(request, body));
    if (route === "POST /v1/jobs") {
      const { request: wanted, priority } = data() as { request: GenerationRequest; priority: number };
      const seed = wanted.seed === -1 ? Math.floor(Math.random() * 1e9) : wanted.seed;
      const job: Job = {
        id: `j${++serial}`,
        request: { ...wanted, seed },
        state: "queued",
        priority: priority ?? 0,
        ahead: jobs.filter(({ state }) => state === "queued" || state === "running").length,
        attempts: 0,
        step: 0,
        steps: wanted.steps,
        batch: 0,
        pictures: [],
        createdAt: new Date().toISOString(),
      };
      jobs.push(job);
      publish({ type: "job", job });
      recount();
      return json(response, 202, job);
    }
    if (route === "GET /v1/jobs") {
      const states = (url.searchParams.get("state") ?? "").split(",");
      const found = jobs.filter(({ state }) => states.includes(state));
      return json(response, 200, { jobs: states.includes("done") ? found.reverse() : found });
    }
    if (route === "DELETE /v1/jobs") {
      const before = jobs.length;
      jobs.splice(0, jobs.length, ...jobs.filter(({ state }) => state === "queued" || state === "running"));
      return json(response, 200, { removed: before - jobs.length });
    }
    const jobPath = /^\/v1\/jobs\/(\w+)(\/retry)?$/.exec(pathname);
    if (jobPath) {
      const id = jobPath[1] ?? "";
      if (request.method === "DELETE") {
        update(id, { state: "cancelled", finishedAt: new Date().toISOString() });
        return json(response, 204, undefined);
      }
      if (request.method === "POST") return json(response, 200, update(id, { state: "queued" }));
      const { before } = data() as { before?: string | null };
      const [moved] = jobs.splice(
        jobs.findIndex((job) => job.id === id),
        1,
      );
      const place = jobs.findIndex((job) => job.id === before);
      jobs.splice(place < 0 ? jobs.length : place, 0, moved!);
      return json(response, 200, moved);
    }
    if (route === "GET /v1/pictures/facets")
      return json(response, 200, {
        checkpoints: countBy(pictures.map(({ recipe }) => recipe.checkpoint?.name ?? "")),
        samplers: countBy(pictures.map(({ recipe }) => recipe.sampler ?? "")),
      });
    if (route === "GET /v1/pictures") {
      const found = search(pictures, url.searchParams);
      const offset = Number(url.searchParams.get("offset") ?? 0);
      const limit = Number(url.searchParams.get("limit") ?? 100);
      return json(response, 200, { total: found.length, pictures: found.slice(offset, offset + limit) });
    }
    if (route === "POST /v1/pictures/import") return json(response, 200, { added: 12, known: 3, failed: 1 });
    const picturePath = /^\/v1\/pictures\/(\w+)(?:\/(\w+))?$/.exec(pathname);
    const at = pictures.findIndex(({ id }) => id === picturePath?.[1]);
    const picture = pictures[at];
    if (picture === undefined)
      return json(response, 404, { code: "gallery/notFound", message: "There is no such picture.", hint: "" });
    const part = picturePath?.[2];
    if (part === "file" || part === "thumbnail") {
      const side = part === "file" ? Math.min(picture.width, picture.height) : Number(url.searchParams.get("size"));
      const square = await cut(picture.sample, Math.min(512, side));
      const ratio = picture.width / picture.height;
      const [width, height] = ratio >= 1 ? [Math.round(side * ratio), side] : [side, Math.round(side / ratio)];
      const bytes =
        ratio === 1
          ? square
          : await sharp(square).resize(width, height, { fit: "contain", background: "#fff" }).png().toBuffer();
      response.writeHead(200, { "Content-Type": "image/png", "Cache-Control": "max-age=3600" });
      response.end(bytes);
      return;
    }
    if (part === "timeline") {
      const steps = [];
      const total = picture.recipe.steps ?? 20;
      for (let step = 1; step <= total; step++) {
        const sigma = sigmaAt(step, total);
        steps.push({ step, sigma, preview: await noisy(await cut(picture.sample, 16), sigma) });
      }
      return json(response, 200, { steps });
    }
    if (part === "restore") {
      const { deletedAt: _, ...restored } = picture;
      pictures[at] = restored;
      return json(response, 200, restored);
    }
    if (request.method === "DELETE") {
      pictures[at] = { ...picture, deletedAt: new Date().toISOString() };
      return json(response, 204, undefined);
    }
    if (request.method === "PATCH") {
      pictures[at] = { ...picture, ...(data() as object) };
      return json(response, 200, pictures[at]);
    }
    return json(response, 200, picture);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  void work();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get settings() {
      return settings;
    },
    jobs,
    pictures,
    pictureFile: () => cut(12, 128),
    async close() {
      isClosed = true;
      for (const listener of listeners) listener.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The built page, read once: whoever builds it anew meanwhile does not pull it from under a running test. */
function readPage(): ReadonlyMap<string, Buffer> {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.map((path) => [`/${relative(dist, path).replaceAll("\\", "/")}`, readFileSync(path)]));
}

function servePage(files: ReadonlyMap<string, Buffer>, pathname: string, response: ServerResponse): void {
  const path = files.has(pathname) ? pathname : "/index.html";
  response.writeHead(200, {
    "Content-Type": types[extname(path)] ?? "application/octet-stream",
    "Content-Security-Policy": policy,
  });
  response.end(files.get(path));
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(value === undefined ? undefined : JSON.stringify(value));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** σ of step 1 … steps on a Karras-like path from 14.6 to 0.03. */
function sigmaAt(step: number, steps: number): number {
  const rho = 7;
  const share = steps === 1 ? 0 : (step - 1) / (steps - 1);
  return (14.6 ** (1 / rho) + share * (0.03 ** (1 / rho) - 14.6 ** (1 / rho))) ** rho;
}

/** A preview as early steps have it: blurred in proportion to the noise. */
async function noisy(png: Buffer, sigma: number): Promise<string> {
  const blurred =
    sigma > 0.5
      ? await sharp(png)
          .blur(Math.min(6, 0.4 + sigma / 3))
          .png()
          .toBuffer()
      : png;
  return `data:image/png;base64,${blurred.toString("base64")}`;
}

function countBy(names: readonly string[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}

function search(pictures: readonly Picture[], query: URLSearchParams): Picture[] {
  const text = query.get("text")?.toLowerCase() ?? "";
  return pictures.filter(
    ({ recipe, favourite, deletedAt }) =>
      (deletedAt !== undefined) === (query.get("deleted") === "true") &&
      (query.get("favourite") !== "true" || favourite) &&
      (!query.has("checkpoint") || recipe.checkpoint?.name === query.get("checkpoint")) &&
      (!query.has("sampler") || recipe.sampler === query.get("sampler")) &&
      (recipe.prompt ?? "").toLowerCase().includes(text),
  );
}

function merge(before: object, part: object): object {
  const merged = { ...before } as Record<string, unknown>;
  for (const [key, value] of Object.entries(part))
    merged[key] =
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? merge((merged[key] as object) ?? {}, value)
        : value;
  return merged;
}

const requestOf = (more: Partial<GenerationRequest>): GenerationRequest => ({
  prompt: "",
  negativePrompt: "",
  vae: "auto",
  steps: 20,
  sampler: "Euler",
  schedule: "automatic",
  cfgScale: 5,
  seed: 1,
  clipSkip: 1,
  batchSize: 1,
  batchCount: 1,
  rng: "cpu",
  etaNoiseSeedDelta: 0,
  ...more,
});

/** What the fake understands of generation data: enough for the page's journeys. The studio's reader has its own tests. */
function readRecipe(request: IncomingMessage, body: Buffer): object {
  const isText = request.headers["content-type"]?.startsWith("application/json") === true;
  const text = isText
    ? (JSON.parse(body.toString("utf8")) as { text: string }).text
    : "fox, flat style\nSteps: 12, Sampler: Euler, CFG scale: 5, Seed: 4242, Size: 128x128, Model: starter-emoji";
  const [prompt = "", ...rest] = text.split("\n");
  const fields = Object.fromEntries(
    [...(rest.at(-1) ?? "").matchAll(/([\w /-]+): ([^,]+)(?:, |$)/g)].map(([, key, value]) => [key?.trim(), value]),
  );
  if (fields.Steps === undefined) return { recipe: {}, request: {}, findings: [], missing: [] };
  const [width, height] = (fields.Size ?? "512x512").split("x").map(Number);
  const negative = rest
    .find((line) => line.startsWith("Negative prompt:"))
    ?.slice(16)
    .trim();
  const isKnown = fields.Model === undefined || fields.Model.startsWith("starter");
  const request_ = {
    prompt,
    ...(negative === undefined ? {} : { negativePrompt: negative }),
    steps: Number(fields.Steps),
    sampler: fields.Sampler,
    cfgScale: Number(fields["CFG scale"]),
    seed: Number(fields.Seed),
    width,
    height,
    ...(isKnown ? { checkpoint: "starter-emoji.safetensors" } : {}),
  };
  const extra = Object.fromEntries(Object.entries(fields).filter(([key]) => /Hires|ADetailer/.test(key)));
  return {
    recipe: { prompt, checkpoint: { name: fields.Model }, extra },
    request: request_,
    findings: [],
    missing: isKnown
      ? []
      : [{ kind: "checkpoint", name: fields.Model, hash: createHash("sha256").update("x").digest("hex").slice(0, 10) }],
    infotext: text,
  };
}

const samplerList = {
  samplers: [
    "Euler a",
    "Euler",
    "LMS",
    "Heun",
    "DPM2",
    "DPM2 a",
    "DPM++ 2S a",
    "DPM++ 2M",
    "DPM++ SDE",
    "DPM++ 2M SDE",
    "DPM++ 3M SDE",
    "DDIM",
    "PLMS",
    "UniPC",
  ].map((name) => ({ name, aliases: [] })),
  schedules: [
    { name: "automatic", label: "Automatic" },
    { name: "uniform", label: "Uniform" },
    { name: "karras", label: "Karras" },
    { name: "exponential", label: "Exponential" },
    { name: "sgm_uniform", label: "SGM Uniform" },
  ],
};

function fakeModels(withReal: boolean): ModelEntry[] {
  const entry = (kind: ModelEntry["kind"], name: string, more: Partial<ModelEntry>): ModelEntry => ({
    id: createHash("sha1").update(`${kind}/${name}`).digest("hex").slice(0, 12),
    kind,
    name,
    stem: name.replace(/^.*\//, "").replace(/\.[^.]+$/, ""),
    folder: "/home/you/danfang/starter/models",
    family: "Stable Diffusion 1.x",
    precision: "fp16",
    sizeBytes: 47_100_000,
    isStarter: true,
    ...more,
  });
  const mine = { isStarter: false, folder: "/home/you/stable-diffusion-webui/models" };
  const starter = [
    entry("checkpoint", "starter-emoji.safetensors", {
      hash: "1a2b3c4d5e",
      nativeSize: 128,
      family: "Stable Diffusion 1.x, miniature",
    }),
    entry("vae", "starter-emoji.vae.safetensors", { sizeBytes: 1_200_000 }),
    entry("lora", "made-of-gold.safetensors", { sizeBytes: 310_000 }),
    entry("hypernetwork", "graphite.pt", { sizeBytes: 520_000, precision: "fp32" }),
    entry("embedding", "blue-ink.pt", { sizeBytes: 3_100, precision: "fp32" }),
  ];
  if (!withReal) return starter;
  return [
    ...starter,
    entry("checkpoint", "anime/AOM3A1B_orangemixs.safetensors", {
      ...mine,
      sizeBytes: 2_132_000_000,
      hash: "5493a0ec49",
      nativeSize: 512,
    }),
    entry("checkpoint", "photo/deliberate_v2.ckpt", {
      ...mine,
      sizeBytes: 1_240_000_000,
      family: "unknown",
      problem: {
        code: "formats/truncated",
        message: "deliberate_v2.ckpt ends after 1240000000 bytes; its header promises 2132626794.",
        hint: "The download stopped early. Resume it, or fetch the file again.",
      },
    }),
    entry("vae", "kl-f8-anime2.ckpt", { ...mine, sizeBytes: 404_000_000, precision: "fp32" }),
  ];
}
