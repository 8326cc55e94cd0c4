import type { Page } from "playwright-core";
import sharp from "sharp";
import { beforeEach, expect, it } from "vitest";
import { withRealStudios } from "./real-page.ts";

const studios = withRealStudios();
let page: Page;

beforeEach(async () => {
  page = await studios.open({ locale: "zh-CN" });
});

const button = (name: string) => page.getByRole("button", { name, exact: true });

async function startFrom(background: string): Promise<void> {
  const buffer = await sharp({ create: { width: 256, height: 192, channels: 3, background } })
    .png()
    .toBuffer();
  const chosen = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^(选择图片|换一张图)$/ }).click();
  await (await chosen).setFiles({ name: "photo.png", mimeType: "image/png", buffer });
  await page.locator(".start-frame img").waitFor();
}
async function drawAcross(dy: number): Promise<void> {
  const box = (await page.locator(".mask-sheet img").boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * dy);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * dy, { steps: 5 });
  await page.mouse.up();
}
/** Pixels of the editor's canvas that are drawn. */
const drawn = () =>
  page.evaluate(`{
    const canvas = document.querySelector(".mask-sheet canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    data.filter((value, i) => i % 4 === 3 && value > 127).length
  }`) as Promise<number>;

it("a mask that is not finished survives Esc, the cross, a reload and another picture; it is discarded on purpose", async () => {
  await page
    .getByRole("button", { name: /图生图/ })
    .first()
    .click();
  await startFrom("#b1201a");
  await button("涂蒙版").click();
  await page.locator(".mask-sheet canvas").waitFor();
  await drawAcross(0.3);
  await drawAcross(0.6);
  const two = await drawn();
  expect(two).toBeGreaterThan(0);
  await page.keyboard.press("Escape");
  await page.getByText("有一张没涂完的蒙版（2 笔）").waitFor();

  await page.reload();
  await page.getByText("有一张没涂完的蒙版（2 笔）").waitFor();
  await button("继续涂").click();
  await expect.poll(drawn).toBe(two);
  await drawAcross(0.8);
  await button("关闭").first().click();
  await page.getByText("（3 笔）").waitFor();

  await startFrom("#204080");
  await page.getByText("没涂完的蒙版").waitFor({ state: "detached" });
  await button("撤销").first().click();
  await page.getByText("（3 笔）").waitFor();

  await button("丢弃").click();
  await page.getByText("没涂完的蒙版（").waitFor({ state: "detached" });
  await page.locator(".mantine-Notification-root", { hasText: "已丢弃没涂完的蒙版" }).getByText("撤销").click();
  await page.getByText("（3 笔）").waitFor();

  await button("继续涂").click();
  await page.locator(".mask-sheet canvas").waitFor();
  await button("完成").click();
  await page.locator(".start-mask").waitFor();
  await page.getByText("没涂完的蒙版（").waitFor({ state: "detached" });
});
