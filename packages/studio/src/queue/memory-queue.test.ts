import { describe } from "vitest";
import { describeQueueLaws } from "../testing/queue-laws.ts";
import { openMemoryQueue } from "./memory-queue.ts";

describe("the queue in memory", () => describeQueueLaws((clock) => openMemoryQueue({ clock })));
