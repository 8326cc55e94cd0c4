import { lineOf, type Node, node, nodes, programOf, visit } from "./syntax.ts";

/** Finds what this house writes in one way only: fields on lines of their own, and optional fields through `defined`. */
export function againstHabits(file: string, code: string): string[] {
  if (!/\.\.\.\s*[({[]|function defined/.test(code)) return [];
  const found: string[] = [];
  visit(programOf(file, code), [], (at) => {
    const told = complaint(at, code);
    if (told) found.push(`${file}:${lineOf(code, at.start)} ${told}`);
  });
  return found;
}

function complaint(at: Node, code: string): string | undefined {
  if (at.type === "FunctionDeclaration" && node(at.id)?.name === "defined")
    return "defined() stands in packages/domain already";
  if (at.type !== "SpreadElement" && at.type !== "JSXSpreadAttribute") return undefined;
  const spread = bare(node(at.argument));
  if (spread?.type === "ObjectExpression") return "spreads a literal: write its fields out";
  if (spread && leavesOut(spread, code)) return "leaves an optional field out by hand: use defined({ … })";
  return undefined;
}

/** `x === undefined ? {} : { x }` and its mirror: what `defined({ x })` says. */
function leavesOut(choice: Node, code: string): boolean {
  if (choice.type !== "ConditionalExpression") return false;
  const test = bare(node(choice.test));
  const operator = test?.type === "BinaryExpression" ? test.operator : undefined;
  if ((operator !== "===" && operator !== "!==") || node(test?.right)?.name !== "undefined") return false;
  const [none, some] =
    operator === "===" ? [choice.consequent, choice.alternate] : [choice.alternate, choice.consequent];
  const properties = nodes(bare(node(some))?.properties);
  const isNothing = bare(node(none))?.type === "ObjectExpression" && nodes(bare(node(none))?.properties).length === 0;
  const asked = textOf(bare(node(test?.left)), code);
  return isNothing && properties.length === 1 && textOf(bare(node(properties[0]?.value)), code) === asked;
}

const textOf = (at: Node | undefined, code: string) => at && code.slice(at.start, at.end).replaceAll("?.", ".");

const wrappers = new Set(["ParenthesizedExpression", "TSAsExpression", "TSNonNullExpression"]);
const bare = (at: Node | undefined): Node | undefined => (at && wrappers.has(at.type) ? bare(node(at.expression)) : at);
