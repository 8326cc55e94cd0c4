import { describeLoras } from "../../testing/law-of-loras.ts";
import { quickLoras } from "../../testing/quick-loras.ts";

describeLoras((name) => !quickLoras.has(name));
