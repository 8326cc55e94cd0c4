import { problemOf } from "@danfang/domain";
import { openOrt } from "../../runtime/ort.ts";
import type { Engine } from "../engine.ts";
import { openLocalEngine } from "../local-engine.ts";
import type { FromEngine, ToEngine } from "./protocol.ts";

/**
 * The engine process: reads {@link ToEngine} messages, runs them one after the other (but for questions about itself), answers with {@link FromEngine}.
 * It ends with its parent, and leaves Ctrl-C to it.
 */
type Call = Extract<ToEngine, { type: "call" }>;

const send = (message: FromEngine) => process.send?.(message);
const cancels = new Map<number, AbortController>();
let engine: Engine | undefined;
let queue: Promise<void> = Promise.resolve();

/** Hands over what a call tells on the way; its value is the call's. */
async function tell<T>(id: number, steps: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const next = await steps.next();
    if (next.done) return next.value;
    send({ type: "progress", id, told: next.value });
  }
}

function run(started: Engine, { id, call, args }: Call, signal: AbortSignal): Promise<unknown> {
  switch (call) {
    case "load":
      return started.load(args.setup, signal);
    case "encode":
      return started.encode(args.setup, args.prompts, args.options);
    case "denoise":
      return tell(id, started.denoise(args.setup, args.order, signal));
    case "encodeImage":
      return started.encodeImage(args.setup, args.image, args.options);
    case "decode":
      return started.decode(args.setup, args.latent, signal);
    case "paint":
      return tell(id, started.paint(args.order, signal));
    case "upscale":
      return started.upscale(args.order, signal);
    case "unload":
      return started.unload();
    case "stats":
      return started.stats();
    case "measurePeak":
      return started.measurePeak();
  }
}

async function answer(message: Call, cancel: AbortController): Promise<void> {
  try {
    if (!engine) throw new Error("the engine process was called before it was started");
    send({ type: "done", id: message.id, value: await run(engine, message, cancel.signal) });
  } catch (error) {
    send({ type: "failed", id: message.id, problem: problemOf(error) });
  } finally {
    cancels.delete(message.id);
  }
}

process.on("message", (message: ToEngine) => {
  switch (message.type) {
    case "start":
      engine = openLocalEngine({ runtime: openOrt(message), memoryBudget: message.memoryBudget });
      return;
    case "call": {
      const cancel = new AbortController();
      cancels.set(message.id, cancel);
      // What only looks at the process need not wait for a picture to be finished.
      if (message.call === "stats") void answer(message, cancel);
      else queue = queue.then(() => answer(message, cancel));
      return;
    }
    case "cancel":
      cancels.get(message.id)?.abort();
  }
});
process.on("disconnect", () => process.exit(0));
process.on("SIGINT", () => {}); // a terminal sends it to parent and child alike; the parent decides
