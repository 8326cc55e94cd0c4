import { afterEach, describe, expect, it } from "vitest";
import { type FakeApp, fakeApp } from "../testing/fake-app.ts";
import { credentialsOf } from "./basic-auth.ts";
import { allowedOrigins } from "./cors.ts";

let app: FakeApp | undefined;
afterEach(() => app?.close());
const open = (origins?: string, credentials = "") => {
  app = fakeApp({
    ...(origins === undefined ? {} : { isAllowedOrigin: allowedOrigins({ origins }) }),
    ...(credentials === "" ? {} : { credentials: credentialsOf(credentials) }),
  });
  return app;
};
const kobold = "http://localhost:5001";
const preflight = (origin: string, host = "localhost:7860") => ({
  method: "OPTIONS",
  headers: {
    Host: host,
    Origin: origin,
    "Sec-Fetch-Site": "same-site",
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "content-type,authorization",
  },
});

describe("pages of other origins", () => {
  it("are refused by default, before and after they ask", async () => {
    const { ask } = open();
    const before = await ask("/sdapi/v1/txt2img", preflight(kobold));
    const after = await ask("/sdapi/v1/options", { headers: { Origin: kobold } });
    for (const response of [before, after]) {
      expect(response.status).toBe(403);
      expect(response.headers.get("Access-Control-Allow-Origin")).toBeNull();
    }
  });

  it("paint where they are allowed, and read every answer, refusals too", async () => {
    const { ask } = open(`http://other.example, ${kobold}/`, "anna:x");
    const asked = await ask("/sdapi/v1/txt2img", preflight(kobold));
    expect(asked.status).toBeLessThan(300);
    expect(asked.headers.get("Access-Control-Allow-Origin")).toBe(kobold);
    expect(asked.headers.get("Access-Control-Allow-Headers")).toContain("content-type");
    expect(asked.headers.get("Access-Control-Allow-Methods")).toContain("POST");
    const headers = { Origin: kobold, "Sec-Fetch-Site": "same-site", "Content-Type": "application/json" };
    const refused = await ask("/sdapi/v1/options", { headers });
    expect([refused.status, refused.headers.get("Access-Control-Allow-Origin")]).toEqual([401, kobold]);
    const password = { Authorization: `Basic ${Buffer.from("anna:x").toString("base64")}` };
    const painted = await ask("/sdapi/v1/txt2img", {
      method: "POST",
      headers: { ...headers, ...password },
      body: JSON.stringify({ prompt: "x", steps: 1 }),
    });
    expect([painted.status, painted.headers.get("Access-Control-Allow-Origin")]).toEqual([200, kobold]);
    expect(painted.headers.get("Vary")).toContain("Origin");
  });

  it("that were not named, and foreign hosts, stay refused", async () => {
    const { ask } = open(kobold);
    for (const origin of ["http://evil.example", "http://localhost:5002", "https://localhost:5001", "null"])
      expect((await ask("/sdapi/v1/txt2img", preflight(origin))).status).toBe(403);
    expect((await ask("/sdapi/v1/txt2img", preflight(kobold, "evil.example"))).status).toBe(403);
  });
});

describe("origins", () => {
  it.each([
    ["*", "https://lite.koboldai.net", true],
    ["*", "null", true],
    ["null", "null", true],
    ["HTTP://LocalHost:5001", kobold, true],
    ["chrome-extension://abc", "chrome-extension://abc", true],
    ["http://localhost", "http://localhost.evil.example", false],
  ])("%s lets in %s: %s", (origins, origin, isIn) => expect(allowedOrigins({ origins })?.(origin)).toBe(isIn));

  it("of a pattern fit it as a whole", () => {
    const allowed = allowedOrigins({ pattern: "https?://.*\\.lan(:\\d+)?" });
    expect(allowed?.("http://box.lan:5001")).toBe(true);
    expect(allowed?.("http://box.lan.evil.example")).toBe(false);
    expect(allowed?.("xhttp://box.lan")).toBe(false);
  });

  it.each(["localhost:5001", "http://a/path", "a b", "http://"])("%j is none", (origins) =>
    expect(() => allowedOrigins({ origins })).toThrow("is not the origin"),
  );

  it("of no options are none", () => expect(allowedOrigins({})).toBeUndefined());
});
