import {
  type ChosenKind,
  fieldAt,
  fieldPaths,
  type GenerationRequest,
  isChosenKind,
  type Named,
} from "@danfang/domain";

/** What is looked for on the disk. */
type OnDisk = ChosenKind | Extract<Named, "picture">;
const isOnDisk = (named: Named): named is OnDisk => named === "picture" || isChosenKind(named);

export interface NameInOrder {
  readonly kind: OnDisk;
  readonly name: string;
}

/** The names in an order that lead to files, as the table of its fields says. Those in grids and prompts are not among them. */
export const namedIn = (request: GenerationRequest): NameInOrder[] =>
  naming.flatMap(({ path, kind }) =>
    [valueAt(request, path)].flat().flatMap((name) => (typeof name === "string" ? [{ kind, name }] : [])),
  );

const naming = fieldPaths.flatMap((path) => {
  const field = fieldAt(path);
  const named = "names" in field ? field.names : undefined;
  return named === undefined || !isOnDisk(named) ? [] : [{ path: path.split("."), kind: named }];
});

/** Of ways of which one is meant, that one's are found below its `kind`. */
const valueAt = (tree: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, step) => {
    if (typeof inner !== "object" || inner === null) return undefined;
    return "kind" in inner && inner.kind === step ? inner : (inner as Readonly<Record<string, unknown>>)[step];
  }, tree);
