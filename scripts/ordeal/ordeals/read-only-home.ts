import { chmodSync, chownSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { needsRoot, nobody, type Ordeal } from "./ordeal.ts";

/** A home that may be read and not written, by somebody who is not root. */
export const readOnlyHome: Ordeal = {
  name: "read-only home",
  needs: needsRoot,
  seconds: 120,
  async run(bench) {
    const home = await bench.folder();
    chmodSync(home, 0o755);
    const before = await bench.studio({ home });
    await before.ended((await before.order()).body.id);
    before.signal("SIGINT");
    await before.gone(10);
    for (const entry of ["", ...(await readdir(home, { recursive: true }))])
      chmodSync(join(home, entry), entry.includes(".") ? 0o444 : 0o555);
    const studio = await bench.studio({ home, uid: nobody }).catch((error) => String(error));
    if (typeof studio === "string") {
      bench.check(
        "starts, or says what is wrong and what to do",
        /home/i.test(studio) && !/fault in Danfang/.test(studio),
        studio.slice(0, 200),
      );
      return;
    }
    await setTimeout(15_000);
    bench.check("stays up", studio.isAlive, "15 s");
    const status = await studio.get("/v1/status");
    const troubles = status.body.troubles ?? [];
    bench.check(
      "status says so",
      troubles.length > 0,
      JSON.stringify(troubles.map((t: { problem: { code: string } }) => t.problem?.code)),
    );
    const order = await studio.order();
    bench.check(
      "an order that cannot be kept is refused with a reason",
      order.status >= 400 && order.body.hint !== "" && !/fault in Danfang/.test(order.body.hint),
      `${order.status} ${order.body.code}`,
    );
    const gallery = await studio.get("/v1/pictures");
    bench.check(
      "the gallery still shows what is there",
      gallery.status === 200 && JSON.stringify(gallery.body).includes("red apple"),
      gallery.status,
    );
    chownAll(home, await readdir(home, { recursive: true }));
    const after = await waitForOrder(studio);
    bench.check("goes on by itself once it may write", after === "done", after);
  },
};

function chownAll(home: string, entries: readonly string[]): void {
  for (const entry of ["", ...entries]) {
    const path = join(home, entry);
    chownSync(path, nobody, nobody);
    chmodSync(path, 0o755);
  }
}

async function waitForOrder(studio: Awaited<ReturnType<Parameters<Ordeal["run"]>[0]["studio"]>>): Promise<string> {
  for (let i = 0; i < 30; i++) {
    const { status, body } = await studio.order({ seed: 11 });
    if (status === 202) return (await studio.ended(body.id)).state;
    await setTimeout(1000);
  }
  return "still refused after 30 s";
}
