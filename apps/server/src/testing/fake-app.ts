import { type AppOptions, buildApp } from "../app.ts";
import { type FakeStudio, type FakeStudioOptions, fakeStudio } from "./fake-studio.ts";

export interface FakeApp {
  readonly studio: FakeStudio;
  /** A request as a program on this machine makes it. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** The same with a JSON body, POST unless said. */
  send(path: string, body: unknown, method?: string): Promise<Response>;
  close(): Promise<void>;
}

export const address = "http://localhost:7860";

/** The whole application over a studio in memory. */
export function fakeApp(options: Partial<AppOptions> & FakeStudioOptions = {}): FakeApp {
  const studio = fakeStudio(options);
  const closing = new AbortController();
  const app = buildApp(studio, {
    version: "0.1.0",
    home: "home",
    host: "127.0.0.1",
    port: 7860,
    page: "nowhere",
    closing: closing.signal,
    ...options,
  });
  const ask = async (path: string, init?: RequestInit) =>
    app.request(new Request(new URL(path, address), init), undefined, {});
  return {
    studio,
    ask,
    send: (path, body, method = "POST") =>
      ask(path, { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
    async close() {
      closing.abort();
      await studio.close();
    },
  };
}
