import { openEngine } from "../process/process-engine.ts";
import { paintAll } from "./painted.ts";
import { smallOrder } from "./starter.ts";

/** A program that paints for ever, to be killed: on its standard output, one line for each picture. */
const engine = openEngine({ backend: "cpu" });
for (;;) {
  await paintAll(engine, smallOrder);
  process.stdout.write("painted\n");
}
