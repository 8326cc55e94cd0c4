import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { expect, it } from "vitest";
import { openTroubles } from "./troubles.ts";
import { watchFolders } from "./watch-folders.ts";

const folder = await temporaryFolder();
const [one, other, away] = ["one", "other", "away"].map((name) => join(folder, name)) as [string, string, string];

it("a folder that is gone is a trouble until it is back, and then whoever needs it is told", async () => {
  await Promise.all([mkdir(one), mkdir(other)]);
  const clock = fakeClock();
  const told: string[] = [];
  const troubles = openTroubles(clock, ({ state, trouble }) => told.push(`${trouble.problem.message} ${state}`));
  let folders = [one, other];
  const watched = watchFolders({
    clock,
    troubles,
    folders: async () => folders,
    problemOf: (gone) => ({ code: "zoo/gone", message: gone, hint: "" }),
    onBack: async () => void told.push("back"),
  });
  /** Looks until something more is told. */
  const next = async () => {
    const before = told.length;
    while (told.length === before) {
      clock.advance(5_000);
      await setImmediate();
    }
  };
  await rename(one, away);
  await next();
  expect(told).toEqual([`${one} begun`]);
  expect(await watched.isAnyGone()).toBe(true);
  await writeFile(one, "a file, not a folder"); // is no folder that is back
  await rename(other, join(folder, "other away"));
  await next();
  expect(told.splice(0)).toEqual([`${one} begun`, `${other} begun`]);
  await rename(one, join(folder, "file away"));
  await rename(away, one);
  await next();
  if (!told.includes("back")) await next();
  expect(told.splice(0)).toEqual([`${one} over`, "back"]);
  folders = [one]; // taken out of the settings
  await next();
  if (!told.includes("back")) await next();
  expect(told).toEqual([`${other} over`, "back"]);
  expect(troubles.now).toEqual([]);
  expect(await watched.isAnyGone()).toBe(false);
  await rename(one, away);
  expect(await watched.isAnyGone()).toBe(true); // asked, it looks at once
  watched.stop();
});
