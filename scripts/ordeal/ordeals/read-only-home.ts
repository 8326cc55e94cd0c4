import { chmodSync, chownSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { StudioProcess } from "../studio-process.ts";
import { troubleCodes } from "../troubles.ts";
import { needsRoot, nobody, type Ordeal } from "./ordeal.ts";

const seconds = 15;

/** The home of somebody who is not root may suddenly only be read, and then be written again. */
export const readOnlyHome: Ordeal = {
  name: "read-only home",
  needs: needsRoot,
  seconds: 180,
  async run(bench) {
    const home = await bench.folder();
    own(home, nobody);
    const studio = await bench.studio({ home, uid: nobody });
    await studio.ended((await studio.order()).body.id);
    own(home, 0);
    const order = await studio.order({ seed: 8 });
    await setTimeout(seconds * 1000);
    bench.check("stays up", studio.isAlive, `${seconds} s`);
    const status = await studio.get("/v1/status");
    bench.check("status says so", troubleCodes(status).length > 0, troubleCodes(status).join(", "));
    const isTold = order.status === 202 || (order.body.hint && !order.body.code.startsWith("internal/"));
    bench.check(
      "an order that cannot be kept is refused with a reason",
      isTold,
      `${order.status} ${order.body.code ?? ""}`,
    );
    const gallery = await studio.get("/v1/pictures");
    bench.check("the gallery shows what is there", JSON.stringify(gallery.body).includes("red apple"), gallery.status);
    own(home, nobody);
    bench.check("goes on by itself once it may write", ...(await paintsAgain(studio)));

    studio.signal("SIGINT");
    await studio.gone(10);
    own(home, 0);
    const start = await bench.studio({ home, uid: nobody }).then(
      () => "",
      (error) => String(error),
    );
    const says = start === "" || (/home|write/i.test(start) && !start.includes("fault in Danfang"));
    bench.check("a start without leave to write says what to do", says, start.slice(0, 300) || "starts");
  },
};

/** The folder and all below it belong to somebody, who alone may write there. */
function own(home: string, user: number): void {
  for (const entry of ["", ...readdirSync(home, { recursive: true, encoding: "utf8" })]) {
    chownSync(join(home, entry), user, user);
    chmodSync(join(home, entry), 0o755);
  }
}

async function paintsAgain(studio: StudioProcess): Promise<[boolean, string]> {
  for (let i = 0; i < 30; i++) {
    const { status, body } = await studio.order({ seed: 11 });
    if (status === 202) {
      const { state } = await studio.ended(body.id);
      return [state === "done", state];
    }
    await setTimeout(1000);
  }
  return [false, "still refused after 30 s"];
}
