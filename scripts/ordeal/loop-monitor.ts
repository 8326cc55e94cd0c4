import { monitorEventLoopDelay } from "node:perf_hooks";

/** Loaded into a studio by the ordeals: tells its starter how long the event loop was held at most since it last asked. */
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on("message", (message) => {
  if (message !== "longest") return;
  process.send?.(delay.max / 1e6);
  delay.reset();
});
process.channel?.unref(); // keeps no studio alive
