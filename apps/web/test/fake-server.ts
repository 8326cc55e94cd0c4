import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Job, Picture, Settings } from "@danfang/domain";
import { json, readBody } from "./fake/answers.ts";
import { readPage, servePage } from "./fake/page-files.ts";
import { paintForever } from "./fake/painter.ts";
import { routes } from "./fake/routes.ts";
import { cutSample, samplePrompts } from "./fake/samples.ts";
import { type FakeOptions, FakeState } from "./fake/studio.ts";
import { buildPage } from "./real-server.ts";

export interface FakeStudio {
  readonly url: string;
  readonly settings: Settings;
  readonly jobs: readonly Job[];
  readonly pictures: readonly Picture[];
  /** Ends the painter's rest, as soon as it begins. */
  goOn(): Promise<void>;
  /** A PNG that the fake reads a recipe out of. */
  pictureFile(): Promise<Buffer>;
  close(): Promise<void>;
}

const usualStep = 30;
const fox = samplePrompts.indexOf("fox, flat style");

/** A studio that paints what the starter painted long ago: `/v1` as the page needs it, with the page as it is now. */
export async function startFakeStudio(options: FakeOptions = {}): Promise<FakeStudio> {
  await buildPage();
  const files = readPage();
  const state = new FakeState(options);
  const patterns = routes.map(([pattern, answer]) => ({ pattern: new RegExp(`^${pattern}$`), answer }));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://fake");
    if (!url.pathname.startsWith("/v1/")) return servePage(files, url.pathname, response);
    const asked = `${request.method} ${url.pathname}`;
    for (const route of patterns) {
      const match = route.pattern.exec(asked);
      if (match === null) continue;
      return route.answer({ state, request, response, url, body: await readBody(request), parts: match.slice(1) });
    }
    json(response, 404, { code: "fake/noRoute", message: `The fake studio has no ${asked}.`, hint: "" });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else json(response, 500, { code: "fake/broken", message: String(error), hint: "" });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  void paintForever(state, options.millisecondsPerStep ?? usualStep);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get settings() {
      return state.settings;
    },
    jobs: state.jobs,
    pictures: state.pictures,
    goOn: () => state.goOn(),
    pictureFile: () => cutSample(fox, 128),
    async close() {
      state.close();
      for (const listener of state.listeners) listener.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
