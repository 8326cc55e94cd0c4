import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StudioEvent } from "@danfang/domain";
import { readImageText } from "@danfang/formats";
import { parseInfotext } from "@danfang/recipes";
import sdwebui from "node-sd-webui";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startStudio } from "./main.ts";
import type { RunningServer } from "./serve-studio.ts";

// The real studio on a port of its own, painting with the model that comes with Danfang.
const startsWithin = 60_000;
const apple = { prompt: "red apple", steps: 4, seed: 42, width: 64, height: 64, sampler_name: "Euler a" };

let home = "";
let server: RunningServer;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "danfang studio "));
  server = await startStudio({ home, modelRoots: [], host: "127.0.0.1", port: 0, apiAuth: undefined });
}, startsWithin);
afterAll(async () => {
  await server?.close();
  await rm(home, { recursive: true, force: true });
}, startsWithin);

const at = (path: string) => new URL(path, server.url);
const post = (path: string, body: object) =>
  fetch(at(path), { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

describe("AUTOMATIC1111's API", () => {
  it("paints a picture whose infotext reads back, and the same again byte for byte", async () => {
    const [first, second] = [
      await (await post("/sdapi/v1/txt2img", apple)).json(),
      await (await post("/sdapi/v1/txt2img", apple)).json(),
    ];
    expect(first.images[0]).toBe(second.images[0]);
    const infotext = readImageText(bytesOf(first.images[0]));
    expect(infotext).toBe(JSON.parse(first.info).infotexts[0]);
    expect(parseInfotext(infotext!).value).toMatchObject({
      prompt: "red apple",
      steps: 4,
      seed: 42,
      width: 64,
      height: 64,
      sampler: "Euler a",
      cfgScale: 7,
      rng: "cpu",
    });
    const again = await (await post("/sdapi/v1/txt2img", { infotext, steps: 4 })).json();
    expect(again.images[0]).toBe(first.images[0]);
  }, 60_000);

  it("keeps out of the gallery what was not to be saved", async () => {
    const before = (await (await fetch(at("/v1/pictures"))).json()).total;
    await post("/sdapi/v1/txt2img", apple);
    expect((await (await fetch(at("/v1/pictures"))).json()).total).toBe(before);
    await post("/sdapi/v1/txt2img", { ...apple, save_images: true });
    expect((await (await fetch(at("/v1/pictures"))).json()).total).toBe(before + 1);
  }, 60_000);

  it("stops at the client's word", async () => {
    const long = post("/sdapi/v1/txt2img", { ...apple, steps: 900, n_iter: 50 });
    for (let step = 0; step < 2; ) step = (await (await fetch(at("/sdapi/v1/progress"))).json()).state.sampling_step;
    await fetch(at("/sdapi/v1/interrupt"), { method: "POST" });
    const answer = await long;
    expect(answer.status).toBe(200);
    expect((await answer.json()).images).toEqual([]);
  }, 60_000);
});

/** Width and height of a PNG: the first words of its header. */
function sizeOf(base64: string): [number, number] {
  const bytes = Buffer.from(base64, "base64");
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

describe("node-sd-webui, a published client", () => {
  const options = { prompt: "red apple", negativePrompt: "blurry", steps: 4, seed: 42, width: 64, height: 64 };

  it("paints, and reads back what it painted", async () => {
    const client = sdwebui({ apiUrl: server.url.slice(0, -1) });
    const { images, info } = await client.txt2img({ ...options, samplingMethod: "Euler a", batchSize: 2, cfgScale: 7 });
    expect(images).toHaveLength(2);
    expect(JSON.parse(info).all_seeds).toEqual([42, 43]);
    expect(await client.pngInfo({ imageData: images[0]! })).toMatchObject({
      prompt: "red apple",
      negativePrompt: "blurry",
      steps: 4,
      samplingMethod: "Euler a",
    });
  }, 60_000);

  it("paints larger in a second pass, and paints over a picture", async () => {
    const client = sdwebui({ apiUrl: server.url.slice(0, -1) });
    const hires = { steps: 3, denoisingStrength: 0.5, upscaler: "Latent", upscaleBy: 2 };
    const larger = await client.txt2img({ ...options, hires });
    expect(sizeOf(larger.images[0]!)).toEqual([128, 128]);
    const over = await client.img2img({ ...options, imageData: larger.images });
    expect(sizeOf(over.images[0]!)).toEqual([64, 64]);
  }, 60_000);

  it("is told what cannot be done", async () => {
    const client = sdwebui({ apiUrl: server.url.slice(0, -1) });
    await expect(client.img2img({ ...options, imageData: ["AAAA"] })).rejects.toThrow("Internal Server Error");
    await expect(client.txt2img({ ...options, script: { name: "none" } })).rejects.toThrow("Unprocessable");
  });
});

describe("our own API", () => {
  it("tells over events what happens to a job, from order to picture", async () => {
    const leave = new AbortController();
    const stream = await fetch(at("/v1/events"), { signal: leave.signal });
    const seen = new Set<string>();
    const listening = (async () => {
      let text = "";
      for await (const part of stream.body!.pipeThrough(new TextDecoderStream())) {
        text += part;
        for (const [, data] of text.matchAll(/^data: (.+)\n\n/gm)) {
          const event = JSON.parse(data!) as StudioEvent;
          seen.add(event.type === "job" ? event.job.state : event.type);
          if (event.type === "job" && event.job.state === "done") return;
        }
        text = text.slice(text.lastIndexOf("\n\n") + 2);
      }
    })();
    const { id } = await (await post("/v1/jobs", { request: { ...apple, sampler: "Euler a" } })).json();
    await listening;
    leave.abort();
    expect([...seen]).toEqual(expect.arrayContaining(["running", "progress", "picture", "done"]));
    const { pictures } = await (await fetch(at(`/v1/jobs/${id}`))).json();
    const file = await fetch(at(`/v1/pictures/${pictures[0]}/file`));
    expect(readImageText(new Uint8Array(await file.arrayBuffer()))).toContain("red apple");
    expect((await fetch(at(`/v1/pictures/${pictures[0]}/thumbnail?size=64`))).headers.get("Content-Type")).toBe(
      "image/webp",
    );
  }, 60_000);

  it("posts without a body are as good as with one", async () => {
    const refreshed = await fetch(at("/v1/models/refresh"), { method: "POST" });
    expect((await refreshed.json()).models.length).toBeGreaterThan(0);
    const { port, hostname } = new URL(server.url);
    expect(hostname).toBe("127.0.0.1");
    expect(Number(port)).toBe(server.port);
  });

  it("a body of unknown length is read like any other", async () => {
    const body = new Blob([JSON.stringify({ text: "a fox" })]).stream();
    const init = { method: "POST", body, duplex: "half", headers: { "Content-Type": "application/json" } };
    expect(await (await fetch(at("/v1/prompt"), init as RequestInit)).json()).toMatchObject({ tokenCount: 2 });
  });

  it("a taken port is told, with the next free one", async () => {
    const again = { home, modelRoots: [], host: "127.0.0.1", port: server.port, apiAuth: undefined };
    await expect(startStudio(again)).rejects.toMatchObject({
      code: "server/portTaken",
      facts: { port: server.port, free: expect.any(Number) },
    });
  });

  it("nobody listens beyond this machine without a password", async () => {
    const open = { home, modelRoots: [], host: "0.0.0.0", port: 0, apiAuth: undefined };
    await expect(startStudio(open)).rejects.toMatchObject({ code: "server/needsAuth" });
  });
});
