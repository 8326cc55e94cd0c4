import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { fakeApp } from "../testing/fake-app.ts";
import { pageAddresses } from "./addresses.ts";

it("the page's addresses are those of its router", async () => {
  const router = await readFile(new URL("../../../web/src/router.tsx", import.meta.url), "utf8");
  const routes = [...router.matchAll(/^ {4}path: "([^"]+)"/gm)].map(([, path]) => path);
  expect(routes.toSorted()).toEqual([...pageAddresses].toSorted());
});

/** Addresses that clients of AUTOMATIC1111 ask to find out what is installed, and some that nobody has. */
const probes = [
  "/controlnet/model_list",
  "/controlnet/version",
  "/adetailer/v1/version",
  "/agent-scheduler/v1/queue",
  "/lora-prompt-tool/v1/x",
  "/tagger/v1/interrogators",
  "/sam/heartbeat",
  "/rembg",
  "/sd_extra_networks/thumb",
  "/civitai/v1/info",
  "/file=html/x.png",
  "/sdapi",
  "/sdapi/v2/txt2img",
  "/internal",
  "/galleryx",
  "/object_info",
  "/robots",
];

it.each(probes)("%s is not there, and says so as FastAPI does, whoever asks in whatever way", async (path) => {
  const { ask, close } = fakeApp();
  for (const accept of [undefined, "*/*", "application/json", "text/html"])
    for (const method of ["GET", "POST"]) {
      const response = await ask(path, { method, headers: accept === undefined ? {} : { Accept: accept } });
      expect(response.status).toBe(404);
      expect(response.headers.get("Content-Type")).toMatch(/^application\/json/);
      expect(await response.json()).toEqual({ detail: "Not Found" });
    }
  await close();
});

it.each(["/", "/gallery", "/gallery/7", "/queue", "/help"])("%s is the page's, for programs too", async (path) => {
  const { ask, close } = fakeApp();
  expect((await ask(path)).headers.get("Content-Type")).toMatch(/^text\/html/);
  await close();
});
