import type { Bench } from "../bench.ts";
import type { Answer, StudioProcess } from "../studio-process.ts";
import type { Ordeal } from "./ordeal.ts";

/** Bytes. */
const size = 10_000_000;
/** Milliseconds of processor time that one turn of the event loop may take. */
const longest = 50;

const full = (piece: string) => piece.repeat(Math.ceil(size / Buffer.byteLength(piece)));
const texts: Readonly<Record<string, string>> = {
  "<lora:a:": full("<lora:a:"),
  "((((": full("("),
  "[a:b:[": full("[a:b:["),
  commas: full(","),
  AND: full(" AND a:1"),
  "one long word": full("x"),
  "Steps: 1, Steps": full("Steps: 1, "),
  quotes: full('Lora hashes: "a: '),
  backslashes: full("\\"),
  "line breaks": full("\n"),
  spaces: full(" "),
  "full width": full("（红苹果，：１．２）"),
  emoji: full("👩‍👩‍👧‍👦"),
  entities: full("&amp;lt;"),
};

/** Ten megabytes of every text that somebody might paste, sent to everything that reads text. */
export const hostileText: Ordeal = {
  name: "hostile text",
  seconds: 600,
  async run(bench) {
    const studio = await bench.studio();
    await studio.ended((await studio.order()).body.id);
    await studio.get("/v1/models");
    await studio.longestTurn();
    await studio.get("/v1/status");
    for (const [reader, send] of Object.entries(readers)) await check(bench, studio, reader, send);
    const deep = `{"prompt":"a","override_settings":${'{"a":'.repeat(1_000_000)}1${"}".repeat(1_000_000)}}`;
    const answer = await studio.sendText("POST", "/sdapi/v1/txt2img", deep, 30);
    bench.check(
      "nested a million deep: answered before any painting",
      answer.status >= 400 && answer.milliseconds < 3000,
      `${answer.status} after ${answer.milliseconds} ms`,
    );
    bench.check(
      "the studio still paints",
      (await studio.ended((await studio.order({ seed: 3 })).body.id)).state === "done",
    );
  },
};

type Send = (studio: StudioProcess, text: string) => Promise<Answer>;
const post =
  (path: string, body: (text: string) => unknown): Send =>
  (studio, text) =>
    studio.send("POST", path, body(text), 60);
const readers: Readonly<Record<string, Send>> = {
  "/v1/recipes/read": post("/v1/recipes/read", (text) => ({ text })),
  "/v1/recipes/read, a file": (studio, text) => studio.upload("/v1/recipes/read", "pasted.txt", text),
  "/v1/prompt": post("/v1/prompt", (text) => ({ text })),
  "/v1/jobs": post("/v1/jobs", (prompt) => ({ request: { prompt, steps: 1, width: 64, height: 64 } })),
  "/v1/styles": post("/v1/styles", (prompt) => ({ name: "hostile", prompt, negativePrompt: "" })),
  "/sdapi/v1/txt2img": post("/sdapi/v1/txt2img", (prompt) => ({ prompt, steps: 1, width: 64, height: 64 })),
  "/sdapi/v1/png-info": post("/sdapi/v1/png-info", (image) => ({ image })),
  "/sdapi/v1/options": post("/sdapi/v1/options", (sd_model_checkpoint) => ({ sd_model_checkpoint })),
  "/v1/pictures?search": (studio, text) => studio.get(`/v1/pictures?search=${encodeURIComponent(text.slice(0, 2000))}`),
};

async function check(bench: Bench, studio: StudioProcess, reader: string, send: Send): Promise<void> {
  let worst = { hold: 0, name: "", status: 0 };
  const silent: string[] = [];
  await studio.longestTurn();
  for (const [name, text] of Object.entries(texts)) {
    const { status, body } = await send(studio, text);
    if (status === 0 || body.code === "internal/unexpected") silent.push(`${name}: ${status}`);
    const hold = await studio.longestTurn();
    if (hold > worst.hold) worst = { hold, name, status };
  }
  bench.check(`${reader}: every text has an answer`, silent.length === 0, silent.join(", "));
  bench.check(
    `${reader}: no turn of the event loop is longer than ${longest} ms`,
    worst.hold <= longest,
    `${worst.hold.toFixed(0)} ms by ${worst.name}, ${worst.status}`,
  );
}
