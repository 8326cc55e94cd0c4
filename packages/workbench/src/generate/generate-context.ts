import type { Engine } from "@danfang/engine";
import type { Hashes } from "@danfang/library";
import type { Names } from "../names/names.ts";
import type { Places } from "../places/places.ts";

export interface GenerateContext {
  readonly engine: Engine;
  readonly places: Places;
  readonly hashes: Hashes;
  readonly names: Names;
}
