import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { openHashes } from "@danfang/library";
import { ldmTensors, sdxlWidths } from "@danfang/weights";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { inspect } from "./inspect.ts";

const hashes = openHashes(join(await temporaryFolder(), "hashes.json"));

/** The header of a whole SDXL checkpoint of 7 GB; its numbers are zeros that are made when they are asked for. */
function largeHeader(): { readonly header: Uint8Array; readonly size: number } {
  let at = 0;
  const entries = ldmTensors(sdxlWidths).map(({ name, shape }) => {
    const begin = at;
    at += 2 * shape.reduce((product, n) => product * n, 1);
    return [name, { dtype: "F16", shape, data_offsets: [begin, at] }] as const;
  });
  const json = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return { header: Buffer.concat([length, json]), size: 8 + json.length + at };
}

const { header, size } = largeHeader();
let sent = 0;
let server: Server;
let base: string;
const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  "/xl.safetensors": (request, response) => sendRange(request, response, size),
  "/lies.safetensors": (request, response) => sendRange(request, response, size - 1_000_000),
  "/whole.safetensors": (_, response) => {
    response.on("drain", () => response.write(Buffer.alloc(65_536)));
    response.writeHead(200, { "content-length": size });
    response.write(header);
  },
  "/page": (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
  "/away": (_, response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
};

function sendRange(request: IncomingMessage, response: ServerResponse, total: number): void {
  const [, from, to] = (/bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? []).map(Number);
  const end = Math.min(to ?? 0, total - 1);
  const bytes = Buffer.alloc(end - (from ?? 0) + 1);
  bytes.set(header.subarray(from, end + 1));
  sent += bytes.length;
  response.writeHead(206, { "content-range": `bytes ${from}-${end}/${total}` }).end(bytes);
}

beforeAll(async () => {
  server = createServer((request, response) => answers[request.url ?? ""]?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  sent = 0;
});

it("understands a checkpoint of 7 GB on a server from less than 2 MB of it", async () => {
  const found = await inspect(`${base}/xl.safetensors`, hashes);
  expect(found).toMatchObject({ kind: "checkpoint", family: "sdxl", vae: "baked", sizeBytes: size, findings: [] });
  expect(size).toBeGreaterThan(6.5e9);
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThan(2e6);
});

it("believes the header where the server says another length, and says so", async () => {
  const { kind, findings } = await inspect(`${base}/lies.safetensors`, hashes);
  expect([kind, findings.map(({ code }) => code)]).toEqual(["checkpoint", ["formats/incomplete"]]);
});

it.each([
  ["/whole.safetensors", "formats/httpNoRanges"],
  ["/page", "formats/httpPage"],
  ["/away", "formats/addressRefused"],
])("says why %s cannot be looked at, and downloads nothing", async (path, code) => {
  await expect(inspect(`${base}${path}`, hashes)).rejects.toMatchObject({ code });
});

it.each(["ftp://example.org/a.safetensors", "file:///etc/passwd", "http://192.168.0.1/a.safetensors", "http://"])(
  "refuses %s",
  async (url) => {
    await expect(inspect(url, hashes)).rejects.toMatchObject({ code: "formats/addressRefused" });
  },
);
