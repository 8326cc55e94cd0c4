import { describeLoras } from "../../testing/law-of-loras.ts";
import { quickLoras } from "../../testing/quick-loras.ts";

// One of each kind; the dialects and the other cases are in lora.slow.test.ts.
describeLoras((name) => quickLoras.has(name));
