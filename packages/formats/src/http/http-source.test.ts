import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { rangeServer, type ServerFaults } from "../testing/range-server.ts";
import { openHttp } from "./http-source.ts";

const content = Uint8Array.from({ length: 600_000 }, (_, i) => (11 * i + 5) % 251);
const url = "https://user:secret@host/folder/model.safetensors?token=secret";
const open = (faults: ServerFaults, headers = {}) => openHttp(url, { get: rangeServer(content, faults), headers });

const same = (a: Uint8Array) => (b: Uint8Array) => Buffer.compare(a, b) === 0; // toEqual takes seconds here

describe("openHttp", () => {
  it("reads large ranges whole although every answer breaks off early", async () => {
    const source = await open({ breaksAfter: 100_000 });
    expect(content.subarray(1000, 591_000)).toSatisfy(same(await source.read(1000, 590_000)));
  });

  it("sends a user in the address as a login", async () => {
    let sent: string | null = null;
    const fetch: typeof globalThis.fetch = (input, init) => {
      sent = `${input} ${new Headers(init?.headers).get("authorization")}`;
      return rangeServer(content)(input, init);
    };
    await openHttp(url, { get: fetch });
    expect(sent).toBe("https://host/folder/model.safetensors?token=secret Basic dXNlcjpzZWNyZXQ=");
  });

  it("serves the beginning of a file from its first answer", async () => {
    let requests = 0;
    const fetch: typeof globalThis.fetch = (input, init) => {
      requests++;
      return rangeServer(content)(input, init);
    };
    const source = await openHttp(url, { get: fetch });
    await source.read(0, 8);
    await source.read(8, 200_000);
    expect(requests).toBe(1);
  });

  it("opens an empty file", async () => {
    expect((await openHttp(url, { get: rangeServer(new Uint8Array()) })).size).toBe(0);
  });

  it.each<[string, ServerFaults, string]>([
    ["ignores ranges", { ignoresRanges: true }, "formats/httpNoRanges"],
    ["compresses", { headers: { "content-encoding": "gzip" } }, "formats/httpNoRanges"],
    ["hides the size", { headers: { "content-range": "bytes 0-9/*" } }, "formats/httpNoRanges"],
    ["answers another range", { headers: { "content-range": "bytes 5-9/600000" } }, "formats/httpNoRanges"],
    ["sends too much", { headers: { "content-range": "bytes 0-9/10" } }, "formats/httpNoRanges"],
    ["breaks off at once", { breaksAfter: 0 }, "formats/httpFailed"],
    [
      "shows a page",
      { ignoresRanges: true, headers: { "content-type": "text/html; charset=utf-8" } },
      "formats/httpPage",
    ],
    ["wants a login", { status: 401 }, "formats/httpStatus"],
    ["has a problem", { status: 503 }, "formats/httpStatus"],
  ])("refuses a server that %s, and never tells the token", async (_, faults, code) => {
    const error = await open(faults).catch((problem) => problem);
    expect(error).toMatchObject({ code, facts: { file: "model.safetensors" } });
    expect(JSON.stringify([error.message, error.facts])).not.toContain("secret");
  });

  it("notices that the file was replaced", async () => {
    let version = 0;
    const source = await open({ etag: () => `"v${version++}"` });
    await expect(source.read(400_000, 9)).rejects.toMatchObject({ code: "formats/httpChanged" });
  });

  it("lets an aborted signal throw its own reason", async () => {
    const signal = AbortSignal.abort("enough");
    await expect(openHttp(url, { get: rangeServer(content), signal })).rejects.toBe("enough");
  });

  it("names the reason when nobody listens", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await expect(openHttp(`http://127.0.0.1:${port}/x`)).rejects.toMatchObject({
      code: "formats/httpFailed",
      message: expect.stringContaining("ECONNREFUSED"),
    });
  });

  it("reads from a real server", async () => {
    const server = createServer((request, response) => {
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
      const end = Math.min(Number(to), content.length - 1);
      response.writeHead(206, { "content-range": `bytes ${from}-${end}/${content.length}` });
      response.end(content.subarray(Number(from), end + 1));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const source = await openHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}/model`);
    expect(content.subarray(123_456, 523_456)).toSatisfy(same(await source.read(123_456, 400_000)));
    await new Promise((resolve) => server.close(resolve));
  });
});
