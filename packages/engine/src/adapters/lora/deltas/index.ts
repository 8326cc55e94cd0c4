import type { LoraModule } from "@danfang/weights";
import type { Graph } from "../../../graph/graph.ts";
import type { Value } from "../../../graph/value.ts";
import type { DeltaContext } from "../delta.ts";
import { gloraDelta } from "./glora.ts";
import { lohaDelta } from "./loha.ts";
import { lokrDelta } from "./lokr.ts";
import { lowRankDelta } from "./low-rank.ts";
import { oftDelta } from "./oft.ts";
import { fullDelta, ia3Delta, setDelta } from "./simple.ts";

/** ΔW·by of a module of any kind. */
export function deltaOf(g: Graph, module: LoraModule, context: DeltaContext): Value {
  switch (module.kind) {
    case "lowRank":
      return lowRankDelta(g, module, context);
    case "loha":
      return lohaDelta(g, module, context);
    case "lokr":
      return lokrDelta(g, module, context);
    case "ia3":
      return ia3Delta(g, module, context);
    case "oft":
      return oftDelta(g, module, context);
    case "full":
      return fullDelta(g, module, context);
    case "glora":
      return gloraDelta(g, module, context);
    case "set":
      return setDelta(g, module, context);
  }
}
