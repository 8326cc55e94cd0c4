import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { openBrowser } from "./browser.ts";
import { buildPage, makeHome, type RealStudio, startRealStudio } from "./real-server.ts";

interface Look {
  readonly locale: "en-US" | "zh-CN";
  /** Where in the studio; its first page where nothing is said. */
  readonly path?: string;
  readonly width?: number;
}

/** How long anything may take that a page shows at once, milliseconds. */
const patience = 20_000;

/** For every test of the file that calls this a studio of its own, with an empty home, and the way to its page. */
export function withRealStudios(): { readonly url: string; open(look: Look): Promise<Page> } {
  let browser: Browser;
  let home: Awaited<ReturnType<typeof makeHome>>;
  let studio: RealStudio;
  let contexts: BrowserContext[];

  beforeAll(async () => {
    await buildPage();
    browser = await openBrowser();
  }, 300_000);
  afterAll(() => browser.close());
  beforeEach(async () => {
    contexts = [];
    home = await makeHome();
    studio = await startRealStudio(home.home);
  });
  afterEach(async () => {
    for (const context of contexts) await context.close();
    await studio.close();
    await home.remove();
  });
  return {
    get url() {
      return studio.url;
    },
    async open({ locale, path = "", width = 1440 }) {
      const context = await browser.newContext({ locale, viewport: { width, height: 900 } });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(patience);
      await page.goto(`${studio.url}${path}`);
      return page;
    },
  };
}
