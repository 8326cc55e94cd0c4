import { type Bytes, type Problem, ProblemBody } from "@danfang/domain";
import type { CallMade } from "../orders/engine-calls.ts";
import type { BackendName } from "../runtime/runtime.ts";

/** Parent to engine process, which answers calls one at a time, in order, but for those that only look at it. */
export type ToEngine =
  | {
      readonly type: "start";
      readonly backend: BackendName;
      readonly threads: number | undefined;
      readonly memoryBudget: Bytes;
    }
  | ({ readonly type: "call"; readonly id: number } & CallMade)
  | { readonly type: "cancel"; readonly id: number };

/** Engine process to parent. `started` is said once, before any call is begun: whether there will be signs of life. */
export type FromEngine =
  | { readonly type: "started"; readonly hasPulse: boolean }
  | { readonly type: "progress"; readonly id: number; readonly told: unknown }
  | { readonly type: "done"; readonly id: number; readonly value: unknown }
  | { readonly type: "failed"; readonly id: number; readonly problem: Problem };

/** What a process said, or undefined where it is no word of this protocol. */
export function parseFromEngine(message: unknown): FromEngine | undefined {
  if (typeof message !== "object" || message === null || !("type" in message)) return undefined;
  const { type } = message;
  if (type === "started" && "hasPulse" in message) return { type, hasPulse: message.hasPulse === true };
  if (!("id" in message) || typeof message.id !== "number") return undefined;
  const { id } = message;
  if (type === "progress" && "told" in message) return { type, id, told: message.told };
  if (type === "done" && "value" in message) return { type, id, value: message.value };
  const problem = type === "failed" && "problem" in message ? ProblemBody.safeParse(message.problem).data : undefined;
  return problem && { type: "failed", id, problem };
}
