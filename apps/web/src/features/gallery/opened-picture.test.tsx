// @vitest-environment happy-dom
import { expect, it, vi } from "vitest";
import { galleryPageSize } from "../../api/queries.ts";
import { en } from "../../i18n/en/en.ts";
import { samplePicture } from "../../testing/samples.ts";
import { find, press, show } from "../../testing/show.tsx";
import { OpenedPicture } from "./opened-picture.tsx";

const total = 2 * galleryPageSize;
const answers = {
  "GET /v1/pictures": (_: unknown, { searchParams }: URL) => ({
    total,
    pictures: Array.from({ length: galleryPageSize }, (_, i) =>
      samplePicture({ id: `p${Number(searchParams.get("offset")) + i}` }),
    ),
  }),
};

it.each([
  [0, "next", [[1]]],
  [1, "previous", [[0]]],
  [total - 2, "next", [[total - 1]]],
  [total - 1, "next", []],
  [0, "previous", []],
] as const)("from picture %s, %s goes no further than the gallery", async (index, way, told) => {
  const onIndex = vi.fn();
  await show(<OpenedPicture index={index} total={total} onIndex={onIndex} />, { answers });
  const key = way === "next" ? "ArrowRight" : "ArrowLeft";
  document.documentElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  expect(onIndex.mock.calls).toEqual(told);
});

it("fetches the next page before its first picture is reached, and shows where one is", async () => {
  const { asked } = await show(<OpenedPicture index={galleryPageSize - 3} total={total} onIndex={() => undefined} />, {
    answers,
  });
  expect(document.body.textContent).toContain(`${galleryPageSize - 2}`);
  await press(find("button", en.viewer.next));
  expect(asked.some(({ url }) => url.searchParams.get("offset") === String(galleryPageSize))).toBe(true);
});
