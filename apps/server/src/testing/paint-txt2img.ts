import { afterEach } from "vitest";
import { type FakeApp, fakeApp } from "./fake-app.ts";
import type { FakeStudioOptions } from "./fake-studio.ts";

/** Sends bodies to `txt2img` for one test file; each test's app is closed after it. */
export function txt2imgClient() {
  let app: FakeApp | undefined;
  afterEach(() => app?.close());
  const open = (options: FakeStudioOptions = {}): FakeApp => {
    app = fakeApp(options);
    return app;
  };
  return {
    open,
    async paint(body: object, options: FakeStudioOptions = {}) {
      const { send, studio } = open(options);
      const response = await send("/sdapi/v1/txt2img", body);
      return {
        status: response.status,
        headers: response.headers,
        body: await response.json(),
        order: studio.submitted[0],
      };
    },
  };
}
