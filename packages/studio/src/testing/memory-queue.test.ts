import { describe } from "vitest";
import { openMemoryQueue } from "./memory-queue.ts";
import { describeQueueLaws } from "./queue-laws.ts";

describe("the queue in memory", () => describeQueueLaws((clock) => openMemoryQueue({ clock })));
