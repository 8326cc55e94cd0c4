import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { guardedGet } from "./guarded-get.ts";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const redirecting = (to: () => string) => serve((_, response) => response.writeHead(302, { location: to() }).end());
const get = (url: string, headers = {}) => guardedGet(new URL(url), { headers });
const codeOf = (url: string) =>
  get(url).then(
    () => "answered",
    (error) => error.code,
  );

describe("guardedGet", () => {
  it.each([
    ...["file:///etc/passwd", "ftp://1.1.1.1/x", "data:text/plain,x", "http://10.0.0.1/", "http://192.168.1.1/x"],
    ...[
      "http://169.254.169.254/latest/meta-data",
      "http://[fe80::1]/",
      "http://[::ffff:10.0.0.1]/",
      "http://0x0a000001/",
    ],
    ...["http://0/", "http://0.0.0.0:80/"],
  ])("refuses %s before anything is sent", async (url) => {
    expect(await codeOf(url)).toBe("formats/addressRefused");
  });

  it.each(["file:///etc/passwd", "ftp://1.1.1.1/x", "http://10.0.0.1/", "http://[fe80::1]/", "//192.168.0.1/x"])(
    "refuses a redirect to %s",
    async (target) => {
      expect(await codeOf(await redirecting(() => target))).toBe("formats/addressRefused");
    },
  );

  it("follows five redirects and no more", async () => {
    let left = 0;
    const base = await serve((_, response) =>
      left-- > 0 ? response.writeHead(307, { location: "/next" }).end() : response.end("done"),
    );
    left = 5;
    expect(await (await get(base)).text()).toBe("done");
    left = 6;
    expect(await codeOf(base)).toBe("formats/tooManyRedirects");
  });

  it("lets a loopback address lead to another one; its name as well", async () => {
    const goal = await serve((_, response) => response.end("here"));
    const from = await redirecting(() => goal.replace("127.0.0.1", "localhost"));
    expect(await (await get(from)).text()).toBe("here");
  });

  it("shows secrets to no other port, and all else to everybody", async () => {
    const seen: unknown[] = [];
    const goal = await serve(({ headers }, response) => {
      seen.push([headers.authorization, headers.cookie, headers.range]);
      response.end();
    });
    const from = await redirecting(() => `${goal}/x`);
    const headers = { authorization: "Bearer secret", Cookie: "a=b", range: "bytes=0-1" };
    await get(from, headers);
    await get(goal, headers);
    expect(seen).toEqual([
      [undefined, undefined, "bytes=0-1"],
      ["Bearer secret", "a=b", "bytes=0-1"],
    ]);
  });

  it("tells no query and no password of an address that it refuses", async () => {
    const error = await get("http://me:secret@10.0.0.1/x?token=secret").catch((problem) => problem);
    expect(JSON.stringify([error.message, error.facts])).not.toContain("secret");
  });
});
