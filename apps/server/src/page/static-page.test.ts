import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeApp, fakeApp } from "../testing/fake-app.ts";

let folder = "";
let app: FakeApp;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "danfang page "));
  const page = join(folder, "dist");
  await mkdir(join(page, "assets"), { recursive: true });
  const files = {
    "../secret.txt": "secret",
    ".env": "secret",
    "index.html": "<main>page</main>",
    "assets/index-a1b2c3.js": "plain",
    "assets/index-a1b2c3.js.br": "brotli",
    "assets/index-a1b2c3.js.gz": "gzip",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(page, name), text);
  app = fakeApp({ page });
});
afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});
const ask = (path: string, headers: Record<string, string> = {}) => app.ask(path, { headers });

describe("the built page", () => {
  it.each(["/", "/gallery", "/gallery/7?x=1"])("answers %s, and is asked for anew each time", async (path) => {
    const response = await ask(path, { Accept: "text/html" });
    expect(await response.text()).toBe("<main>page</main>");
    expect(response.headers.get("Cache-Control")).toBe("no-cache");
    expect(response.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
    const again = await ask(path, { Accept: "text/html", "If-None-Match": response.headers.get("ETag")! });
    expect(again.status).toBe(304);
  });

  it.each([
    ["br, gzip", "br", "brotli"],
    ["gzip, deflate", "gzip", "gzip"],
    ["", null, "plain"],
  ])("packs files as the browser takes them: %j", async (accepted, encoding, text) => {
    const response = await ask("/assets/index-a1b2c3.js", { "Accept-Encoding": accepted });
    expect(response.headers.get("Content-Encoding")).toBe(encoding);
    expect(response.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8");
    expect(response.headers.get("Cache-Control")).toContain("immutable");
    expect(response.headers.get("Vary")).toContain("Accept-Encoding");
    expect(await response.text()).toBe(text);
  });

  it("has no page for a script that is gone: it would not run", async () => {
    expect((await ask("/assets/index-old.js")).status).toBe(404);
  });

  it.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/.env",
    "/%00",
    "/%ff",
  ])("reads nothing outside of its folder, and nothing hidden: %s", async (path) =>
    expect(await (await ask(path)).text()).not.toContain("secret"),
  );
});

it("says in both languages what to do where it was not built", async () => {
  const bare = fakeApp({ page: join(folder, "nowhere") });
  const response = await bare.ask("/");
  const text = await response.text();
  expect(response.status).toBe(200);
  expect(text).toContain("npm start");
  expect(text).toContain("页面还没有构建");
  await bare.close();
});
