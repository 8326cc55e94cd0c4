import { expect, it } from "vitest";
import { withRealStudios } from "./real-page.ts";

const painting = { timeout: 90_000 } as const;
const studios = withRealStudios();

it.each([
  {
    locale: "en-US",
    said: 'There is no LoRA "nosuch"; the picture is painted without it.',
    ...{ queue: "Queue", gallery: "Gallery" },
  },
  { locale: "zh-CN", said: "没有叫「nosuch」的 LoRA，这次画图没有用上它。", queue: "队列", gallery: "画廊" },
])("what was said of a picture stands wherever it or its job is shown, in $locale", async (words) => {
  const page = await studios.open({ locale: words.locale });
  await page.locator("[data-prompt=prompt]").hover();
  await page.locator("[data-prompt=prompt] .cm-content").fill("red apple <lora:nosuch:1>");
  await page.keyboard.press("Control+Enter");
  const said = page.getByText(words.said);
  await page.locator(".infotext").waitFor(painting);
  await said.waitFor();
  await page.getByRole("link", { name: words.queue, exact: true }).click();
  await page.locator(".job-row").getByText(words.said).waitFor();
  await fetch(`${studios.url}/v1/jobs`, { method: "DELETE" });
  await page.getByRole("link", { name: words.gallery, exact: true }).click();
  await page.locator(".gallery-tile").first().click();
  await page.locator(".viewer-side").getByText(words.said).waitFor();
  const { pictures } = (await (await fetch(`${studios.url}/v1/pictures`)).json()) as {
    pictures: { notes: object[] }[];
  };
  expect(pictures[0]?.notes).toMatchObject([{ code: "workbench/networkMissing", facts: { name: "nosuch" } }]);
});
