import { writeSync } from "node:fs";
import { type Problem, problemOf, unattended } from "@danfang/domain";
import { engineErrors } from "../errors.ts";
import { calls } from "../orders/calls.ts";
import { runCall } from "../orders/engine-calls.ts";
import { openOrt } from "../runtime/ort.ts";
import type { Engine } from "./engine.ts";
import { openLocalEngine } from "./local-engine.ts";
import type { FromEngine, ToEngine } from "./protocol.ts";
import { startPulseThread } from "./start-pulse-thread.ts";

/**
 * The engine process: reads {@link ToEngine} messages, runs them one after the other (but for questions about itself), answers with {@link FromEngine}.
 * It ends with its parent, and leaves Ctrl-C, a closed terminal and a stop to it.
 */
type Call = Extract<ToEngine, { type: "call" }>;

const send = (message: FromEngine) => process.send?.(message);
const cancels = new Map<number, AbortController>();
let engine: Engine | undefined;
/** The calls, one after the other; the first waits for the thread that gives signs of life meanwhile. */
let queue: Promise<void> = startPulseThread().then((hasPulse) => {
  send({ type: "started", hasPulse });
});

/** Never throws: the calls behind this one wait for it. */
async function answer(message: Call, cancel: AbortController): Promise<void> {
  const { id } = message;
  try {
    if (!engine) throw new Error("the engine process was called before it was started");
    if (cancel.signal.aborted) throw engineErrors.cancelled({});
    const value = await runCall(engine, message, cancel.signal, (told) => send({ type: "progress", id, told }));
    send({ type: "done", id, value });
  } catch (error) {
    sendProblem(id, problemOf(error));
  } finally {
    cancels.delete(id);
  }
}

/** A fact that cannot cross to another process is left out; the others are needed to tell the problem. */
function sendProblem(id: number, { facts = {}, ...problem }: Problem): void {
  const crossing = Object.entries(facts).filter(([, fact]) => {
    try {
      structuredClone(fact);
      return true;
    } catch {
      return false;
    }
  });
  send({ type: "failed", id, problem: { ...problem, facts: Object.fromEntries(crossing) } });
}

/** Its parent tells the last that a process said as the reason why it is gone. */
function die({ code, message }: Problem): void {
  writeSync(process.stderr.fd, `${message} [${code}]\n`);
  process.exit(1);
}
process.on("uncaughtException", (error) => die(problemOf(error)));

function hear(message: ToEngine): void {
  switch (message.type) {
    case "start":
      engine = openLocalEngine({ runtime: openOrt(message), memoryBudget: message.memoryBudget });
      return;
    case "call": {
      const cancel = new AbortController();
      cancels.set(message.id, cancel);
      // What only looks at the process need not wait for a picture to be finished.
      if (calls[message.call].isAside) unattended(answer, die)(message, cancel);
      else queue = queue.then(() => answer(message, cancel));
      return;
    }
    case "cancel":
      cancels.get(message.id)?.abort();
  }
}
process.on("message", unattended(hear, die));
process.on("disconnect", () => process.exit(0));

/** What a service manager sends to every process of the studio: the parent ends this one in good order, unless it is gone. */
const terminationGrace = 3_000;
for (const signal of ["SIGINT", "SIGHUP", "SIGBREAK"] as const) process.on(signal, () => {});
process.on("SIGTERM", () => setTimeout(() => process.exit(143), terminationGrace).unref());
