import { parseAst } from "vitest/node";

/** Facts of one kind of error by name, each at its fullest first and at its barest last. */
export type FactSamples = Readonly<Record<string, readonly unknown[]>>;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const someProblem = {
  code: "other/problem",
  message: "Something else.",
  hint: "Wait.",
  zh: { message: "别的问题。", hint: "请稍等。" },
};

/** Types that facts have by name. */
const named: Readonly<Record<string, readonly unknown[]>> = {
  Bytes: [7_000_000],
  FileKind: ["zip", "unknown"],
  Need: ["init", "refiner"],
  Problem: [someProblem],
  Reason: [{ en: "something is so", zh: "就是这样" }],
  Expected: [
    { kind: "choice", choices: ["one"] },
    { kind: "multiple", of: 8, nearest: "64" },
    { kind: "range", least: 1, most: 9 },
    { kind: "number" },
  ],
};

/**
 * What every code that a file declares by `by` may be told with, read from the types of its facts. Throws for a type that
 * it has no values for.
 */
export function factsDeclaredIn(code: string, by = "defineErrors"): Map<string, FactSamples> {
  const found = new Map<string, FactSamples>();
  for (const call of callsOf(parseAst(code, { lang: "ts" }) as unknown as Node, by)) {
    const [area, kinds] = call.arguments as [Node, Node];
    for (const { key, value } of kinds.properties as { key: Node; value: Node }[]) {
      const [facts] = value.params as [{ typeAnnotation: { typeAnnotation: Node } }];
      found.set(`${area.value}/${key.name}`, samplesOf(facts.typeAnnotation.typeAnnotation, code));
    }
  }
  return found;
}

function callsOf(node: unknown, of: string): Node[] {
  if (Array.isArray(node)) return node.flatMap((each) => callsOf(each, of));
  if (typeof node !== "object" || node === null) return [];
  const one = node as Node;
  const isOne = one.type === "CallExpression" && (one.callee as Node).name === of;
  return isOne ? [one] : Object.values(one).flatMap((each) => callsOf(each, of));
}

function samplesOf(type: Node, code: string): FactSamples {
  if (type.type !== "TSTypeLiteral") return {}; // Record<string, never>
  const members = type.members as { key: Node; optional: boolean; typeAnnotation: { typeAnnotation: Node } }[];
  return Object.fromEntries(
    members.map(({ key, optional, typeAnnotation }) => [
      key.name as string,
      [...valuesOf(typeAnnotation.typeAnnotation, code), ...(optional ? [undefined] : [])],
    ]),
  );
}

function valuesOf(type: Node, code: string): readonly unknown[] {
  switch (type.type) {
    case "TSStringKeyword":
      return ["a word"];
    case "TSNumberKeyword":
      return [7, 0];
    case "TSBooleanKeyword":
      return [true, false];
    case "TSUndefinedKeyword":
      return [undefined];
    case "TSLiteralType":
      return [(type.literal as Node).value];
    case "TSUnionType":
      return (type.types as Node[]).flatMap((one) => valuesOf(one, code));
    case "TSTypeOperator": // readonly
      return valuesOf(type.typeAnnotation as Node, code);
    case "TSArrayType":
      return [valuesOf(type.elementType as Node, code).slice(0, 1), []];
    case "TSTypeLiteral":
      return [Object.fromEntries(Object.entries(samplesOf(type, code)).map(([name, [value]]) => [name, value]))];
    default: {
      const text = code.slice(type.start, type.end);
      const values = Object.hasOwn(named, text) ? named[text] : undefined;
      if (!values) throw new Error(`no values of ${text}: give some in facts-of-errors.ts`);
      return values;
    }
  }
}
