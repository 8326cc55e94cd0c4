import { damagedDatabase } from "./damaged-database.ts";
import { fullDisk } from "./full-disk.ts";
import { hostileText } from "./hostile-text.ts";
import { killed } from "./killed.ts";
import { lockedDatabase } from "./locked-database.ts";
import type { Ordeal } from "./ordeal.ts";
import { readOnlyHome } from "./read-only-home.ts";
import { signals } from "./signals.ts";
import { stoppedEngine } from "./stopped-engine.ts";
import { twoStudios } from "./two-studios.ts";
import { vanishedRoot } from "./vanished-root.ts";

export const ordeals: readonly Ordeal[] = [
  fullDisk,
  lockedDatabase,
  readOnlyHome,
  vanishedRoot,
  stoppedEngine,
  signals,
  damagedDatabase,
  twoStudios,
  hostileText,
  killed,
];
