import { chosen, numberOf, textOf } from "../../../json/fields.ts";
import type { Json } from "../../../json/parse-json.ts";
import { type GraphNode, nodeAt } from "../graph/graph.ts";
import { inputNamed, inputOf, linksOf, namesIn } from "../graph/inputs.ts";
import { type Place, placeAt, type Reader } from "../graph/places.ts";
import type { Facet } from "../nodes/node-row.ts";
import { rowOf } from "../nodes/node-table.ts";
import { clipSkipAt } from "./models.ts";
import { chain, upstream } from "./upstream.ts";

/** What a conditioning says, and what it went through. */
export interface Conditioning {
  readonly text: string | undefined;
  /** Guidance of a model that was distilled. */
  readonly guidance: number | undefined;
  readonly clipSkip: number | undefined;
  /** One text for each ControlNet, in the order in which they act. */
  readonly controls: readonly string[];
}

/** What encoders that are not known call their texts. */
const usualPrompts = "text text_g text_l clip_l t5xxl prompt wildcard_text positive";

/** The texts that one side of a sampler was made of, each once, in the order of the graph. */
export function conditioningOf(reader: Reader, holder: GraphNode, side: "positive" | "negative"): Conditioning {
  const links = linksOf(holder, side);
  const said = new Set<string>();
  const controls: string[] = [];
  let guidance: number | undefined;
  let clip: Place | undefined;
  const from = links.length > 0 ? links : linksOf(holder, "pipe");
  for (const place of upstream(reader, from, side, isOrigin)) {
    if (rowOf(place.node.type)?.does === "zero") continue;
    guidance ??= numberOf(reader.values.at(inputOf(place.node, "guidance"), "guidance"));
    for (const name of promptNames(place)) {
      clip ??= { node: place.node, facet: "clip" };
      const input = inputNamed(place.node, name);
      const text = textOf(reader.values.at(input, "text"));
      if (text !== undefined) said.add(text);
      else nameUnknown(reader, input);
    }
    controls.push(...controlsAt(reader, place.node));
  }
  const text = said.size > 0 ? [...said].filter((one) => one !== "").join(", ") : undefined;
  return { text, guidance, clipSkip: clipSkipAt(reader, clip), controls: controls.reverse() };
}

/** A node that is not known made a text that is not in the graph. */
function nameUnknown({ graph, unknown }: Reader, input: Json | undefined): void {
  const node = nodeAt(graph, input);
  if (node && !rowOf(node.type)) unknown.add(node.type);
}

const isOrigin = (place: Place): boolean => rowOf(place.node.type)?.does === "zero" || promptNames(place).length > 0;

function promptNames({ node, facet }: Place): readonly string[] {
  const row = rowOf(node.type);
  const side = facet === "positive" || facet === "negative" ? facet : "conditioning";
  if (row) return namesIn(row.prompts?.[side] ?? row.prompts?.conditioning ?? "");
  if (linksOf(node, "clip").length === 0) return [];
  return usualPrompts.split(" ").filter((name) => inputNamed(node, name) !== undefined);
}

function controlsAt(reader: Reader, node: GraphNode): readonly string[] {
  const stack = [...linksOf(node, "controls")].flatMap((link) => [
    ...upstream(reader, [link], "controls", () => false),
  ]);
  return [node, ...stack.map((place) => place.node)].flatMap((one) => {
    const link = linksOf(one, "control")[0];
    const origins = [...chain(reader, link && placeAt(reader, link, "control"))];
    const name = origins
      .map((place) => chosen(textOf(reader.values.at(inputOf(place.node, "controlName"), "text"))))
      .find((found) => found !== undefined);
    return name === undefined ? [] : [printControl(reader, one, name)];
  });
}

/** As AUTOMATIC1111's ControlNet writes it. */
function printControl({ values }: Reader, node: GraphNode, name: string): string {
  const said = (key: string, facet: Facet) => {
    const number = numberOf(values.at(inputOf(node, facet), facet));
    return number === undefined ? [] : [`${key}: ${number}`];
  };
  return [
    `Model: ${name}`,
    ...said("Weight", "strength"),
    ...said("Guidance Start", "start"),
    ...said("Guidance End", "end"),
  ].join(", ");
}
