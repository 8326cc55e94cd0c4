import { afterEach, describe, expect, it } from "vitest";
import { address, type FakeApp, fakeApp } from "../testing/fake-app.ts";
import { credentialsOf } from "./basic-auth.ts";
import { isLoopback, isOwnHost } from "./hosts.ts";

let app: FakeApp | undefined;
afterEach(() => app?.close());
const open = (...options: Parameters<typeof fakeApp>) => {
  app = fakeApp(...options);
  return app;
};
const asking = (headers: Record<string, string>, path = "/v1/status", init: RequestInit = {}) =>
  open().ask(path, { ...init, headers: { Host: "localhost:7860", ...headers } });

describe("DNS rebinding", () => {
  it.each(["localhost", "127.0.0.1:7860", "[::1]:7860", "192.168.1.7:7860", "danfang.localhost"])(
    "%s is this machine",
    (host) => expect(isOwnHost(host, "127.0.0.1")).toBe(true),
  );
  it.each(["evil.example", "evil.example:7860", "localhost.evil.example", "127.0.0.1.evil.example", "", "a b", "[::1"])(
    "%j is not",
    (host) => expect(isOwnHost(host, "127.0.0.1")).toBe(false),
  );
  it("the name it was told to listen on is its own", () => {
    expect(isOwnHost("Studio.lan:7860", "studio.lan")).toBe(true);
    expect(isOwnHost(undefined, "studio.lan")).toBe(false);
  });
  it.each(["/", "/v1/status", "/sdapi/v1/options", "/docs", "/openapi.json", "/internal/ping"])(
    "%s is not shown under a foreign name",
    async (path) => expect((await asking({ Host: "evil.example" }, path)).status).toBe(403),
  );
});

describe("foreign pages", () => {
  it.each([
    ["their origin", { Origin: "http://evil.example" }],
    ["no origin to speak of", { Origin: "null" }],
    ["another port of this machine", { Origin: "http://localhost:3000" }],
    ["what the browser says of the site", { "Sec-Fetch-Site": "cross-site" }],
    ["another port, as the browser says it", { "Sec-Fetch-Site": "same-site" }],
  ])("are refused by %s, posting and reading", async (_, headers) => {
    for (const path of ["/sdapi/v1/interrupt", "/v1/queue/pause"])
      expect((await asking(headers, path, { method: "POST" })).status).toBe(403);
    expect((await asking(headers, "/v1/pictures")).status).toBe(403);
  });

  it("may link to the page, but not to what an API answers", async () => {
    const visit = { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate" };
    expect((await asking(visit, "/")).status).toBe(200);
    expect((await asking(visit, "/v1/pictures")).status).toBe(403);
  });

  it("cannot send a form: JSON interfaces take JSON", async () => {
    const { ask, studio } = open();
    const body = JSON.stringify({ request: { prompt: "x" }, prompt: "x" });
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
      const init = { method: "POST", body, headers: { "Content-Type": type } };
      expect((await ask("/v1/jobs", init)).status).toBe(415);
      expect((await ask("/sdapi/v1/txt2img", init)).status).toBe(422);
    }
    expect(studio.submitted).toEqual([]);
  });

  it("the studio's own page and programs are served", async () => {
    expect((await asking({ Origin: address, "Sec-Fetch-Site": "same-origin" })).status).toBe(200);
    expect((await asking({})).status).toBe(200);
  });
});

describe("a password", () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
  const credentials = credentialsOf("anna:geheim, 李:密:码");

  it("opens for each pair of name and password, and nothing else", () => {
    for (const pair of ["anna:geheim", "李:密:码"]) expect(credentials(basic(pair))).toBe(true);
    for (const pair of ["anna:", "anna:geheim ", "anna", "", ":geheim", "anna:geheim,李:密:码"])
      expect(credentials(basic(pair))).toBe(false);
    for (const header of [undefined, "", "Basic", "Bearer x", "Basic !!"]) expect(credentials(header)).toBe(false);
  });

  it.each(["anna", ":x", "anna:", "anna:x,", ""])("%j is none", (text) =>
    expect(() => credentialsOf(text)).toThrow("USER:PASSWORD"),
  );

  it("guards page and both APIs, and answers as AUTOMATIC1111 does", async () => {
    const { ask } = open({ credentials });
    for (const path of ["/", "/v1/status", "/sdapi/v1/options", "/openapi.json", "/v1/events"]) {
      const refused = await ask(path);
      expect(refused.status).toBe(401);
      expect(refused.headers.get("WWW-Authenticate")).toMatch(/^Basic/);
    }
    const body = await (await ask("/sdapi/v1/options")).json();
    expect(body).toEqual({ error: "HTTPException", detail: "Incorrect username or password", body: "", errors: "" });
    expect((await ask("/sdapi/v1/options", { headers: { Authorization: basic("anna:geheim") } })).status).toBe(200);
    expect((await ask("/internal/ping")).status).toBe(200);
  });

  it("is judged slowly after ten wrong ones, but for whoever has opened the page before", async () => {
    const { ask } = open({ credentials });
    const wrong = basic("anna:wrong");
    const right = basic("anna:geheim");
    const page = await ask("/", { headers: { Authorization: right, Accept: "text/html" } });
    const cookie = page.headers.get("Set-Cookie")?.split(";")[0] ?? "";
    expect(page.headers.get("Set-Cookie")).toMatch(/^danfang-pass=[^;]+;.*HttpOnly.*SameSite=Strict/);
    const program = await ask("/v1/status", { headers: { Authorization: right } });
    expect(program.headers.get("Set-Cookie")).toBeNull();
    for (let i = 0; i < 10; i++) await ask("/v1/status", { headers: { Authorization: wrong } });
    const waiting = Array.from({ length: 20 }, () => ask("/sdapi/v1/options", { headers: { Authorization: wrong } }));
    const refused = await Promise.any(waiting.map(async (one) => (await one).status === 429 || Promise.reject()));
    expect(refused).toBe(true);
    const known = await ask("/v1/status", { headers: { Authorization: right, Cookie: cookie } });
    expect(known.status).toBe(200);
    expect((await ask("/v1/status", { headers: { Cookie: cookie } })).status).toBe(401);
  });

  it("is not needed on loopback only", () => {
    for (const host of ["127.0.0.1", "127.8.9.1", "::1", "localhost"]) expect(isLoopback(host)).toBe(true);
    for (const host of ["0.0.0.0", "::", "192.168.1.7", "127.evil.example", "1127.0.0.1"])
      expect(isLoopback(host)).toBe(false);
  });
});

describe("every answer", () => {
  it.each(["/", "/v1/status", "/sdapi/v1/samplers", "/nothing.js", "/v1/nothing", "/docs"])(
    "%s cannot be framed, guessed at or told elsewhere",
    async (path) => {
      const { headers } = await open().ask(path);
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Referrer-Policy")).toBe("no-referrer");
      expect(headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
    },
  );

  it("lets the page run its own scripts and no others", async () => {
    const policy = (await open().ask("/")).headers.get("Content-Security-Policy")?.split("; ") ?? [];
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
    expect(policy).toContain("img-src 'self' data: blob:");
  });

  it("of too large a request is 413, before it is read whole", async () => {
    const { ask } = open();
    const headers = { "Content-Type": "application/json" };
    const body = (bytes: number) => JSON.stringify({ text: "x".repeat(bytes) });
    expect((await ask("/v1/prompt", { method: "POST", headers, body: body(17 << 20) })).status).toBe(413);
    expect((await ask("/v1/recipes/read", { method: "POST", headers, body: body(17 << 20) })).status).toBe(413);
    expect((await ask("/sdapi/v1/png-info", { method: "POST", headers, body: body(65 << 20) })).status).toBe(413);
  });
});
