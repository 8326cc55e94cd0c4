/** What flows between layers: a name in the graph, and how many channels it has (its second or last dimension). */
export interface Value {
  readonly name: string;
  readonly channels: number;
}

/** Which rows of a weight matrix a layer wants: [from, to), along the first dimension. */
export interface WeightView {
  readonly shape?: readonly number[];
  readonly rows?: readonly [from: number, to: number];
}
