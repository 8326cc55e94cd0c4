import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, it } from "vitest";
import { listen } from "./listen.ts";

/** Everything that may be under way when a server closes. */
const underWay = {
  "a request that is never answered": "GET /deaf HTTP/1.1\r\nHost: a\r\n\r\n",
  "half an upload": "POST /deaf HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc",
  "half a request": "GET /de",
  "a stream": "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n",
  "a wish for another protocol": "GET /stream HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
  "a tunnel": "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n",
  "nothing yet": "",
};

it("a server closes at once, whatever is under way, and all lines are cut", async () => {
  const asked: string[] = [];
  const four = Promise.withResolvers<void>();
  const listening = await listen(
    ({ url }) => {
      if (asked.push(url.slice(url.lastIndexOf("/"))) >= 4) four.resolve();
      return url.endsWith("/stream") ? new Response(new ReadableStream()) : new Promise<Response>(() => undefined);
    },
    { host: "127.0.0.1", port: 0, onRefusing: () => undefined, onAccepting: () => undefined },
  );
  const lines: Socket[] = [];
  for (const text of Object.values(underWay)) {
    const line = connect(listening.port, "127.0.0.1");
    lines.push(line.on("error", () => undefined).resume());
    await once(line, "connect");
    line.write(text);
  }
  await four.promise;
  const cut = Promise.all(lines.map((line) => line.closed || once(line, "close")));
  await listening.close();
  await cut;
  expect(asked.sort()).toEqual(["/deaf", "/deaf", "/stream", "/stream"]);
});
