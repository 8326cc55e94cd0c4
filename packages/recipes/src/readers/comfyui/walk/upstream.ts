import type { Json } from "../../../json/parse-json.ts";
import type { GraphNode } from "../graph/graph.ts";
import { type Place, placeAt, type Reader, stepsUp } from "../graph/places.ts";
import type { Facet } from "../nodes/node-row.ts";
import { rowOf } from "../nodes/node-table.ts";

/** Everything that something went through, nearest first; `isEnd` is told, and not walked past. Each place once. */
export function* upstream(
  reader: Reader,
  from: readonly (Json | undefined)[],
  facet: Facet,
  isEnd: (place: Place) => boolean = () => false,
): Generator<Place> {
  const seen = new Set<string>();
  const queue: Place[] = [];
  const add = (link: Json | undefined, asked: Facet) => {
    const place = placeAt(reader, link, asked);
    if (!place) return;
    const key = JSON.stringify([place.node.id, place.facet]);
    if (seen.has(key)) return;
    seen.add(key);
    queue.push(place);
  };
  for (const link of from) add(link, facet);
  for (const place of queue) {
    yield place; // a list is walked through while it grows
    if (isEnd(place)) continue;
    if (!rowOf(place.node.type)) reader.unknown.add(place.node.type);
    for (const step of stepsUp(place)) add(step.link, step.facet);
  }
}

/** The same of one thing that has one origin: the first way counts. */
export function* chain(reader: Reader, from: Place | undefined): Generator<Place> {
  const seen = new Set<GraphNode>();
  let place = from;
  while (place && !seen.has(place.node)) {
    seen.add(place.node);
    yield place;
    place = placeAt(reader, stepsUp(place)[0]?.link, place.facet);
  }
}
