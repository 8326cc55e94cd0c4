import { startPulseThread } from "../process/start-pulse-thread.ts";

/** A process whose first thread is held up for ever, as by onnxruntime: only its second one can notice anything. */
await startPulseThread();
const nap = new Int32Array(new SharedArrayBuffer(4));
for (;;) Atomics.wait(nap, 0, 0);
