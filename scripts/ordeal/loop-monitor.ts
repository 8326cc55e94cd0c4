/**
 * Loaded into a studio by the ordeals: tells its starter how long one turn of the event loop took at most since it last
 * asked, milliseconds of processor time. By the clock a busy machine would count other programs' time, too.
 */
const pause = 2;
let longest = 0;
let last = process.threadCpuUsage();

function turn(): void {
  const { user, system } = process.threadCpuUsage(last);
  last = process.threadCpuUsage();
  longest = Math.max(longest, (user + system) / 1000);
}
setInterval(turn, pause).unref();

process.on("message", (message) => {
  if (message !== "longest") return;
  process.send?.(longest);
  longest = 0;
});
process.channel?.unref(); // keeps no studio alive
