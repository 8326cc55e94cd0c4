import { expect, it } from "vitest";
import { isBefore, parseWebuiVersion } from "./a1111-version.ts";

it("is release, pre-release and commits after the tag; another program's version is none", () => {
  expect(parseWebuiVersion("v1.9.4-169-ga30b19dd")).toEqual({ release: [1, 9, 4], isPrerelease: false, post: 169 });
  expect(parseWebuiVersion("v1.7.0-225")).toMatchObject({ post: 225 });
  expect(parseWebuiVersion("1.6.0-RC")).toMatchObject({ isPrerelease: true });
  for (const other of ["f0.0.17v1.8.0rc-latest-277-g0af28699", "ComfyUI", "dev-1", "danfang 0.1.0", "", undefined])
    expect(parseWebuiVersion(other)).toBeUndefined();
});

it("orders pre-release, release, commits after it, next release", () => {
  const order = ["v1.6.0-RC", "v1.6.0", "v1.6.0-2", "v1.6.0-400", "v1.6.1", "v1.10.1"];
  const before = (text: string, release: number[], post: number) => isBefore(parseWebuiVersion(text)!, release, post);
  expect(order.map((text) => before(text, [1, 6, 0], 0))).toEqual([true, false, false, false, false, false]);
  expect(order.map((text) => before(text, [1, 6, 0], 400))).toEqual([true, true, true, false, false, false]);
  expect(order.map((text) => before(text, [1, 10], 0))).toEqual([true, true, true, true, true, false]);
});
