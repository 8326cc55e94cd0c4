import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { withRealStudios } from "./real-page.ts";

const studios = withRealStudios();
let page: Page;
let disk: string;

beforeEach(async () => {
  disk = await mkdtemp(join(tmpdir(), "danfang-disk-"));
  for (const name of ["Lora/a", "Lora/b", "Stable-diffusion/c"]) {
    await mkdir(join(disk, "sd webui/models", name, ".."), { recursive: true });
    await writeFile(join(disk, "sd webui/models", `${name}.safetensors`), name);
  }
  page = await studios.open({ locale: "zh-CN", path: "/settings" });
});
afterEach(() => rm(disk, { recursive: true, force: true }));

async function add(text: string): Promise<void> {
  await page.getByLabel("文件夹路径").fill(text);
  await page.getByRole("button", { name: "添加" }).click();
}

it.each([
  ["没有 /nonexistent 这个文件夹。", "/nonexistent"],
  ["C:\\sd-webui 是 Windows 的路径，而这里的丹方运行在别的系统上。", "C:\\sd-webui"],
  ["/etc/passwd 是一个文件，不是文件夹。", "/etc/passwd"],
])("says why a folder cannot be used, and saves nothing: %s", async (said, text) => {
  await add(text);
  await page.getByText(said).waitFor();
  expect(await (await fetch(`${studios.url}/v1/settings`)).json()).toMatchObject({ modelRoots: [] });
});

it("adds a pasted folder, says what it found, and shows when it goes and comes back", async () => {
  const root = join(disk, "sd webui");
  await add(` "${root}/" `);
  await page.getByText("找到 1 个大模型、2 个 LoRA").waitFor();
  const row = page.locator(".folder-row", { hasText: root });
  await row.getByText("1 个大模型、2 个 LoRA").waitFor();
  await rename(root, join(disk, "away"));
  await row.getByText("现在用不了").waitFor();
  await rename(join(disk, "away"), root);
  await row.getByText("1 个大模型、2 个 LoRA").waitFor();
  await page.getByRole("link", { name: "模型", exact: true }).click();
  await page.getByRole("tab", { name: /^LoRA ?3$/ }).waitFor(); // one is the starter's
});

it("asks before it adds a folder that is odd", async () => {
  await mkdir(join(disk, "empty"));
  await add(join(disk, "empty"));
  await page.getByText(`${join(disk, "empty")} 是空的。`).waitFor();
  await page.getByRole("button", { name: "仍然添加" }).click();
  await page
    .locator(".folder-row", { hasText: join(disk, "empty") })
    .getByText("没有模型")
    .first()
    .waitFor();
});
