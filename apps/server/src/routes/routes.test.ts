import { Job, ModelEntry, ModelView, Picture, PicturePage, Settings } from "@danfang/domain";
import { writeImageText } from "@danfang/formats";
import {
  printGif,
  printHeif,
  printJpeg,
  printJxl,
  printStealthPng,
  printTiff,
  printWebp,
} from "@danfang/formats/testing/print-pictures.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeApp, fakeApp } from "../testing/fake-app.ts";
import { greyPng } from "../testing/grey-png.ts";

let app: FakeApp;
beforeEach(() => {
  app = fakeApp();
});
afterEach(() => app.close());

const order = { request: { prompt: "red apple", seed: 42 } };
const json = async (response: Response | Promise<Response>) => (await response).json();
async function painted(): Promise<string> {
  const job = Job.parse(await json(app.send("/v1/jobs", order)));
  const { pictures } = Job.parse(await json(app.ask(`/v1/jobs/${job.id}`)));
  return pictures[0]!;
}

describe("jobs", () => {
  it("are accepted with their address, defaults filled in", async () => {
    const response = await app.send("/v1/jobs", order);
    const job = Job.parse(await response.json());
    expect(response.status).toBe(202);
    expect(response.headers.get("Location")).toBe(`/v1/jobs/${job.id}`);
    expect(job.request).toMatchObject({ prompt: "red apple", steps: 20, sampler: "Euler a" });
    expect(app.studio.submitted[0]?.options).toEqual({ source: "studio" });
  });

  it("that make no sense are refused with the field's name", async () => {
    const response = await app.send("/v1/jobs", { request: { prompt: "x", steps: 0 } });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      code: "server/badRequest",
      message: expect.stringContaining("request.steps"),
      facts: { issues: [{ path: "request.steps" }] },
    });
  });

  it("can be cancelled twice, and listed by state", async () => {
    const held = fakeApp({ isHeld: true });
    const { id } = Job.parse(await json(held.send("/v1/jobs", order)));
    expect((await json(held.ask("/v1/jobs?state=queued,running"))).jobs).toHaveLength(1);
    for (let i = 0; i < 2; i++) expect((await held.ask(`/v1/jobs/${id}`, { method: "DELETE" })).status).toBe(204);
    expect((await json(held.ask("/v1/jobs?state=queued,running"))).jobs).toHaveLength(0);
    expect(await json(held.send(`/v1/jobs/${id}`, { priority: 7 }, "PATCH"))).toMatchObject({ priority: 7 });
    expect(await json(held.ask(`/v1/jobs/${id}/retry`, { method: "POST" }))).toMatchObject({ state: "queued" });
    await held.close();
  });

  it("can have the batch in hand skipped, or made their last", async () => {
    const held = fakeApp({ isHeld: true });
    const { id } = Job.parse(await json(held.send("/v1/jobs", { request: { ...order.request, batchCount: 3 } })));
    const post = (what: string, name = id) => held.ask(`/v1/jobs/${name}/${what}`, { method: "POST" });
    expect(Job.parse(await json(post("skip")))).toMatchObject({ state: "running", batch: 1 });
    expect(Job.parse(await json(post("stop")))).toMatchObject({ state: "running" });
    expect([...held.studio.endsAfterBatch]).toEqual([id]);
    for (const what of ["skip", "stop"]) expect((await post(what, "none")).status).toBe(404);
    await held.close();
  });

  it("that are over can be cleared away", async () => {
    await painted();
    expect(await json(app.ask("/v1/jobs", { method: "DELETE" }))).toEqual({ removed: 1 });
  });

  it.each(["GET", "DELETE", "PATCH"])("that are not there are 404, by %s", async (method) => {
    const response = method === "PATCH" ? app.send("/v1/jobs/none", {}, method) : app.ask("/v1/jobs/none", { method });
    expect((await response).status).toBe(404);
    expect(await json(response.then((r) => r.clone()))).toMatchObject({ code: "server/notFound" });
  });
});

describe("pictures to start from", () => {
  async function handIn(): Promise<string> {
    const form = new FormData();
    form.set("file", new File([greyPng.slice()], "a.png"));
    const response = await app.ask("/v1/inputs", { method: "POST", body: form });
    expect(response.status).toBe(201);
    return (await response.json()).id;
  }

  it("are handed in as files or named from the gallery, and shown", async () => {
    const id = await handIn();
    expect(id).toMatch(/^input:/);
    const shown = await app.ask(`/v1/inputs/${encodeURIComponent(id)}`);
    expect(shown.headers.get("Content-Type")).toBe("image/png");
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(greyPng);
    const again = await app.send("/v1/inputs", { pictureId: await painted() });
    expect(await again.json()).toMatchObject({ id: expect.stringMatching(/^input:/), width: 1 });
    expect((await app.send("/v1/inputs", { pictureId: "none" })).status).toBe(404);
    expect((await app.send("/v1/inputs", {})).status).toBe(422);
    expect((await app.ask("/v1/inputs/input:none")).status).toBe(404);
  });

  it("and their masks are the only pictures that orders may name", async () => {
    const image = await handIn();
    const submit = (init: object) => app.send("/v1/jobs", { request: { ...order.request, init } });
    expect((await submit({ image, mask: { image } })).status).toBe(202);
    for (const init of [{ image: "/etc/passwd" }, { image: "package.json" }, { image, mask: { image: "input:none" } }])
      expect(await json(submit(init))).toMatchObject({ code: "inputs/notFound" });
  });
});

it.each(["/etc/passwd", "package.json"])("orders name models that are listed, not the file %j", async (checkpoint) => {
  const response = await app.send("/v1/jobs", { request: { ...order.request, checkpoint } });
  expect([response.status, await response.json()]).toMatchObject([422, { code: "library/notFound" }]);
});

it("a body that is no JSON is the sender's mistake, not ours", async () => {
  const headers = { "Content-Type": "application/json" };
  const response = await app.ask("/v1/jobs", { method: "POST", headers, body: '{"request":' });
  expect([response.status, await response.json()]).toMatchObject([422, { code: "server/badRequest" }]);
});

it("a prompt that is too long is told by its name and its limit", async () => {
  const response = await app.send("/v1/jobs", { request: { prompt: "x".repeat(100_001) } });
  expect([response.status, await response.json()]).toMatchObject([
    422,
    { code: "server/textTooLong", facts: { field: "request.prompt", most: 100_000 } },
  ]);
});

it("the queue pauses and resumes", async () => {
  expect(await json(app.ask("/v1/queue/pause", { method: "POST" }))).toMatchObject({ paused: true });
  expect(await json(app.ask("/v1/queue/resume", { method: "POST" }))).toMatchObject({ paused: false });
  expect(await json(app.ask("/v1/queue"))).toMatchObject({ paused: false });
});

describe("pictures", () => {
  it("in the bin are deleted for good", async () => {
    const id = await painted();
    await app.ask(`/v1/pictures/${id}`, { method: "DELETE" });
    expect((await app.ask(`/v1/pictures/${id}/purge`, { method: "POST" })).status).toBe(204);
    expect((await app.ask(`/v1/pictures/${id}`)).status).toBe(404);
    expect((await app.ask(`/v1/pictures/${id}/purge`, { method: "POST" })).status).toBe(404);
  });

  it("come as pages, one by one, as files, small, and as they came out of noise", async () => {
    const id = await painted();
    expect(PicturePage.parse(await json(app.ask("/v1/pictures?limit=10"))).total).toBe(1);
    expect(Picture.parse(await json(app.ask(`/v1/pictures/${id}`))).recipe.prompt).toBe("red apple");
    const file = await app.ask(`/v1/pictures/${id}/file?download`);
    expect(file.headers.get("Content-Type")).toBe("image/png");
    expect(file.headers.get("Content-Disposition")).toBe(`attachment; filename*=UTF-8''${id}.png`);
    expect((await file.arrayBuffer()).byteLength).toBe(Number(file.headers.get("Content-Length")));
    const small = await app.ask(`/v1/pictures/${id}/thumbnail?size=64`);
    expect(small.headers.get("Cache-Control")).toContain("immutable");
    expect((await app.ask(`/v1/pictures/${id}/thumbnail?size=63`)).status).toBe(422);
    expect((await json(app.ask(`/v1/pictures/${id}/timeline`))).steps).toHaveLength(1);
    expect(await json(app.ask("/v1/pictures/facets"))).toHaveProperty("checkpoints");
  });

  it("can be marked, put into the bin and taken out of it", async () => {
    const id = await painted();
    expect(await json(app.send(`/v1/pictures/${id}`, { favourite: true }, "PATCH"))).toMatchObject({ favourite: true });
    expect((await app.ask(`/v1/pictures/${id}`, { method: "DELETE" })).status).toBe(204);
    expect(await json(app.ask("/v1/pictures?deleted=true"))).toMatchObject({ total: 1 });
    expect(await json(app.ask(`/v1/pictures/${id}/restore`, { method: "POST" }))).not.toHaveProperty("deletedAt");
  });

  it.each(["", "/file", "/thumbnail", "/timeline"])("that are not there are 404%s", async (part) => {
    for (const id of ["none", "..%2F..%2Fetc%2Fpasswd"])
      expect((await app.ask(`/v1/pictures/${id}${part}`)).status).toBe(404);
  });

  it("of other folders can be adopted", async () => {
    expect(await json(app.send("/v1/pictures/import", { folder: "pictures" }))).toMatchObject({ added: 2, known: 3 });
  });
});

it("the bin says what it holds, and is emptied", async () => {
  const id = await painted();
  await app.ask(`/v1/pictures/${id}`, { method: "DELETE" });
  const bin = await json(app.ask("/v1/pictures/bin"));
  expect(bin).toMatchObject({ pictures: 1, keptFiles: 0 });
  expect(bin.sizeBytes).toBeGreaterThan(0);
  const emptied = await json(app.ask("/v1/pictures/bin", { method: "DELETE" }));
  expect(emptied).toEqual({ removed: 1, freedBytes: bin.sizeBytes, failed: [] });
  expect((await app.ask(`/v1/pictures/${id}`)).status).toBe(404);
});

it("models are listed by kind", async () => {
  const { models } = await json(app.ask("/v1/models?kind=vae"));
  expect(models.map((entry: unknown) => ModelEntry.parse(entry).kind)).toEqual(["vae"]);
  expect((await app.ask("/v1/models?kind=spell")).status).toBe(422);
});

it("models have the pictures beside them, and get others from the gallery", async () => {
  const [upscaler] = (await json(app.ask("/v1/models?kind=upscaler"))).models;
  expect(upscaler).toMatchObject({ previewUrl: "/v1/models/upscaler-4x_grain/preview?v=17-4" });
  expect(upscaler).not.toHaveProperty("previewVersion");
  const shown = await app.ask(`${upscaler.previewUrl}&size=256`);
  expect(shown.headers.get("Content-Type")).toBe("image/webp");
  expect(shown.headers.get("Cache-Control")).toContain("immutable");
  expect((await app.ask("/v1/models/lora-ink/preview")).status).toBe(404);
  const chosen = await json(app.send("/v1/models/lora-ink/preview", { pictureId: await painted() }, "PUT"));
  expect(chosen).toMatchObject({ stem: "ink", previewUrl: "/v1/models/lora-ink/preview?v=18-5" });
  expect(app.studio.chosenPreviews).toHaveLength(1);
  expect((await app.send("/v1/models/lora-ink/preview", { pictureId: "none" }, "PUT")).status).toBe(404);
  const form = new FormData();
  form.set("file", new File([greyPng.slice()], "a.png"));
  const uploaded = await app.ask("/v1/models/lora-ink/preview?replace=true", { method: "PUT", body: form });
  expect(uploaded.status).toBe(200);
  expect(app.studio.chosenPreviews[1]).toEqual(greyPng);
  const remove = (query: string) => app.ask(`/v1/models/upscaler-4x_grain/preview${query}`, { method: "DELETE" });
  expect((await remove("")).status).toBe(409);
  expect((await remove("?foreign=true")).status).toBe(200);
  const undone = await json(app.ask("/v1/models/lora-ink/preview/undo", { method: "POST" }));
  expect(undone).toMatchObject({ previewUrl: "/v1/models/lora-ink/preview?v=17-4" });
  expect(ModelView.parse(await json(app.ask("/v1/models/lora-ink")))).toMatchObject({ model: { stem: "ink" } });
  expect((await app.ask("/v1/models/none")).status).toBe(404);
});

it("samplers say what Automatic means for them", async () => {
  const { samplers, schedules } = await json(app.ask("/v1/samplers"));
  expect(samplers).toContainEqual({ name: "DPM++ 2M", aliases: ["k_dpmpp_2m"], defaultSchedule: "karras" });
  expect(schedules[0]).toEqual({ name: "automatic", label: "Automatic" });
});

it("styles are saved, changed by name, listed and deleted", async () => {
  const film = { name: "film / noir", prompt: "film look", negativePrompt: "digital" };
  const at = (name: string) => `/v1/styles/${encodeURIComponent(name)}`;
  expect((await app.send("/v1/styles", film)).status).toBe(201);
  expect((await app.send("/v1/styles", film)).status).toBe(409);
  expect(await json(app.ask("/v1/styles"))).toMatchObject({ styles: [{ ...film, isOwn: true }] });
  const ink = { name: "ink", prompt: "{prompt}, ink", negativePrompt: "" };
  expect(await json(app.send(at(film.name), ink, "PUT"))).toMatchObject(ink);
  expect((await app.send(at(film.name), ink, "PUT")).status).toBe(404);
  expect((await app.ask(at("ink"), { method: "DELETE" })).status).toBe(204);
  expect(await json(app.ask("/v1/styles"))).toEqual({ styles: [], problems: [] });
});

it("settings change where they are named and stay elsewhere", async () => {
  await app.send("/v1/settings", { engine: { threads: 3 } }, "PATCH");
  const settings = Settings.parse(await json(app.send("/v1/settings", { language: "zh" }, "PATCH")));
  expect(settings).toMatchObject({ language: "zh", engine: { threads: 3, backend: "auto" } });
  expect((await app.send("/v1/settings", { engine: { threads: -1 } }, "PATCH")).status).toBe(422);
});

it("a grid whose values name files of this machine is refused", async () => {
  const grid = { x: { axis: "Checkpoint name", values: ["starter.safetensors", "/etc/passwd"] } };
  const response = await app.send("/v1/jobs", { request: { prompt: "x", grid } });
  expect([response.status, await response.json()]).toMatchObject([422, { code: "library/notFound" }]);
});

describe("a recipe", () => {
  const infotext =
    "fox in snow\nNegative prompt: blurry\nSteps: 24, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: 7, Size: 512x768, Model hash: 0f1e2d3c4b, Model: renamed, VAE: unknown.pt, Clip skip: 2";

  it("is read from text: what to order, and which models are missing", async () => {
    const read = await json(app.send("/v1/recipes/read", { text: infotext }));
    expect(read.recipe).toMatchObject({ prompt: "fox in snow", schedule: "karras" });
    expect(read.request).toMatchObject({
      checkpoint: "photo/sd15.safetensors",
      sampler: "DPM++ 2M",
      steps: 24,
      height: 768,
      rng: "nv",
    });
    expect(read.request).not.toHaveProperty("vae");
    expect(read.missing).toEqual([{ kind: "vae", name: "unknown.pt" }]);
  });

  it("is read from a picture, and from a text file", async () => {
    for (const part of [writeImageText(greyPng, "png", infotext), infotext]) {
      const form = new FormData();
      form.set("file", new File([part], "a.png"));
      const read = await json(app.ask("/v1/recipes/read", { method: "POST", body: form }));
      expect(read).toMatchObject({ infotext, recipe: { seed: 7 } });
    }
  });

  const exif = printTiff({ UserComment: Buffer.from(infotext) });
  it.each<[string, Uint8Array]>([
    ["a.jpg", printJpeg({ exif })],
    ["a.webp", printWebp({ exif })],
    ["a.avif", printHeif({ exif })],
    ["a.heic", printHeif({ exif }, "heic")],
    ["a.jxl", printJxl({ exif })],
    ["a.gif", printGif({ comment: infotext })],
    ["stealth.png", printStealthPng(infotext, "rgb", "packed")],
    ["a.html", Buffer.from(`<!DOCTYPE html><pre>${infotext}</pre>`)],
    ["ours.json", Buffer.from(JSON.stringify({ recipe: { prompt: "fox in snow", seed: 7 }, findings: [] }))],
  ])("is read from every container, %s", async (name, bytes) => {
    const form = new FormData();
    form.set("file", new File([bytes.slice()], name));
    const read = await json(app.ask("/v1/recipes/read", { method: "POST", body: form }));
    expect(read.recipe).toMatchObject({ prompt: "fox in snow", seed: 7 });
  });

  it.each([
    ["9007199254740993", true],
    ["18446744073709551615", true],
    ["18446744073709551616", false],
  ])(
    "whose seed is %s keeps its digits; one of more than 64 bits cannot be ordered, and that is said",
    async (seed, isOrdered) => {
      const read = await json(app.send("/v1/recipes/read", { text: infotext.replace("Seed: 7", `Seed: ${seed}`) }));
      expect([read.recipe.seed, read.request.seed]).toEqual([seed, isOrdered ? seed : undefined]);
      expect(read.findings.map(({ code }: { code: string }) => code)).toEqual(
        isOrdered ? [] : ["recipes/seedTooLarge"],
      );
    },
  );

  it("is written for another program, with what has no place there", async () => {
    const written = await json(app.send("/v1/recipes/write", { text: `${infotext}, RNG: NV`, as: "comfyui" }));
    expect(JSON.parse(written.text)["1"].class_type).toBe("CheckpointLoaderSimple");
    expect(written.findings.at(-1)).toMatchObject({ code: "recipes/notWritten", zh: expect.stringContaining("rng") });
    for (const body of [{ text: infotext, as: "x" }, { text: infotext }, { as: "json" }])
      expect((await app.send("/v1/recipes/write", body)).status).toBe(422);
  });

  it("is not in every picture; that is no error", async () => {
    const form = new FormData();
    form.set("file", new File([greyPng.slice()], "a.png"));
    const read = await json(app.ask("/v1/recipes/read", { method: "POST", body: form }));
    expect(read).toMatchObject({ recipe: {}, findings: [{ code: "server/noInfotext" }] });
  });

  it.each([{}, { text: 7 }])("needs a text: %j", async (body) => {
    expect((await app.send("/v1/recipes/read", body)).status).toBe(422);
  });
});

it("a prompt is understood as on the command line", async () => {
  const read = await json(app.send("/v1/prompt", { text: "a (red:1.3) fox" }));
  expect(read).toMatchObject({
    attention: [
      ["a ", 1],
      ["red", 1.3],
      [" fox", 1],
    ],
    tokenCount: 3,
  });
  expect(read.chunks[0].tokens).toHaveLength(77);
});

it("CLIP's merges are a text for ever", async () => {
  const response = await app.ask("/v1/clip-merges");
  expect(response.headers.get("Cache-Control")).toContain("immutable");
  expect((await response.text()).split("\n")).toHaveLength(48894);
});

it("the status is one answer", async () => {
  expect(await json(app.ask("/v1/status"))).toMatchObject({
    version: "0.1.0",
    queue: { paused: false },
    engine: { backend: "cpu", loaded: ["starter"] },
    home: "home",
  });
});

it("the document describes every route, with a schema for every JSON answer", async () => {
  const { paths, components } = await json(app.ask("/openapi.json"));
  const routes = Object.entries<Record<string, { responses: Record<string, { content?: object }> }>>(paths);
  expect(routes.length).toBeGreaterThan(50);
  for (const path of ["/v1/jobs/{id}", "/v1/events", "/v1/recipes/read", "/sdapi/v1/txt2img"])
    expect(paths).toHaveProperty([path]);
  for (const [path, methods] of routes)
    for (const [method, { responses }] of Object.entries(methods))
      if (!responses["204"])
        expect(
          Object.entries(responses).some(([status, { content }]) => status < "300" && content),
          `${method} ${path}`,
        ).toBe(true);
  for (const name of ["Job", "Picture", "Recipe", "StudioEvent", "Problem"])
    expect(components.schemas).toHaveProperty(name);
  const references = [...JSON.stringify({ paths, components }).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
  for (const [, name] of references) expect(components.schemas).toHaveProperty(name!);
});

it("what is not there is a problem, not the page", async () => {
  const response = await app.ask("/v1/spells");
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: "server/notFound", hint: expect.any(String) });
});
