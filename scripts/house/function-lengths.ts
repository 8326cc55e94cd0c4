import { lineOf, type Node, node, programOf, visit } from "./syntax.ts";

/** A function of a file and how many lines it takes, those of the functions in it included. */
export interface FunctionLength {
  readonly file: string;
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

/** Every function of more than its two braces and a line between: declared, of an object or a class, or an arrow. */
export function functionsIn(file: string, code: string): FunctionLength[] {
  const found: FunctionLength[] = [];
  visit(programOf(file, code), [], (at, around) => {
    if (!isFunction(at) || !node(at.body)) return;
    const line = lineOf(code, at.start);
    const lines = lineOf(code, at.end) - line + 1;
    if (lines > 3) found.push({ file, name: nameOf(at, around), line, lines });
  });
  return found;
}

const isFunction = ({ type }: Node): boolean =>
  type === "FunctionDeclaration" || type === "FunctionExpression" || type === "ArrowFunctionExpression";

/** Its own name, or that of what holds it: `a` of `const a = () => {}`, of `{ a() {} }`, of `a(() => {})`. */
function nameOf(at: Node, around: readonly Node[]): string {
  const named = [at, ...around.toReversed()].map(
    (one) => node(one.id)?.name ?? node(one.key)?.name ?? node(one.callee)?.name,
  );
  return String(named.find((name) => name !== undefined) ?? "");
}

/** The longest of the shortest 99 in 100, in lines. */
export const ninetyNinth = (functions: readonly FunctionLength[]): number =>
  functions.map(({ lines }) => lines).toSorted((a, b) => a - b)[Math.ceil(functions.length * 0.99) - 1] ?? 0;

export const tellFunction = ({ file, line, name, lines }: FunctionLength): string =>
  `${file}:${line} ${name}: ${lines} lines`;
