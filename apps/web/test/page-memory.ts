import { readFileSync } from "node:fs";
import type { Bytes } from "@danfang/domain";
import type { Browser, Page } from "playwright-core";

export interface PageMemory {
  /** What scripts hold, after the garbage was collected. */
  readonly heap: Bytes;
  /** Of the browser's largest renderer: scripts, layout, decoded pictures. Undefined where there is no /proc. */
  readonly resident: Bytes | undefined;
  /** The same without the browser's own code, which all of its processes share. */
  readonly own: Bytes | undefined;
}

/** What a page holds. */
export async function memoryOf(browser: Browser, page: Page): Promise<PageMemory> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  const root = await browser.newBrowserCDPSession();
  const { processInfo } = await root.send("SystemInfo.getProcessInfo");
  await root.detach();
  const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => residentOf(id));
  const largest = renderers.sort((a, b) => (b?.resident ?? 0) - (a?.resident ?? 0))[0];
  return { heap: usedSize, resident: largest?.resident, own: largest?.own };
}

function residentOf(pid: number): { resident: Bytes; own: Bytes } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0);
    return { resident: kilobytes("VmRSS") * 1024, own: kilobytes("RssAnon") * 1024 };
  } catch {
    return undefined;
  }
}
