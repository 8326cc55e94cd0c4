import { type Node, node, programOf, visit } from "../house/syntax.ts";

/** One change of a file's meaning: the text between two offsets becomes another. */
export interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What an operator is turned into. */
const turned: Readonly<Partial<Record<string, string>>> = {
  "===": "!==",
  "!==": "===",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "&&": "||",
  "||": "&&",
  "??": "&&",
};

/** Every place of a file where one operator, one constant or one condition can be turned around. */
export function mutationsIn(file: string, code: string): Mutation[] {
  const found: Mutation[] = [];
  visit(programOf(file, code), [], (at, around) => {
    if (around.some(isOfTypes) || isOfTypes(at)) return;
    found.push(...operatorOf(at, code), ...constantOf(at, around.at(-1)), ...conditionOf(at));
  });
  return found;
}

/** Types have no meaning at run time, and imports name files. */
const isOfTypes = ({ type }: Node): boolean => type.startsWith("TS") || type.startsWith("Import");

function operatorOf(at: Node, code: string): Mutation[] {
  if (at.type !== "BinaryExpression" && at.type !== "LogicalExpression") return [];
  const [left, right] = [node(at.left), node(at.right)];
  const text = turned[String(at.operator)];
  if (!left || !right || text === undefined || joinsText(left, right)) return [];
  const start = code.indexOf(String(at.operator), left.end);
  return start < 0 || start >= right.start ? [] : [{ start, end: start + String(at.operator).length, text }];
}

/** `"a" + b` has no other way round. */
const joinsText = (...sides: readonly Node[]): boolean =>
  sides.some(({ type, value }) => type === "TemplateLiteral" || typeof value === "string");

/** A number one larger, a truth the other way round. */
function constantOf(at: Node, around: Node | undefined): Mutation[] {
  const { start, end, value } = at;
  const isKey = around?.type === "Property" && node(around.key) === at;
  if (at.type !== "Literal" || isKey) return [];
  if (typeof value === "number") return [{ start, end, text: String(value + 1) }];
  return typeof value === "boolean" ? [{ start, end, text: String(!value) }] : [];
}

function conditionOf(at: Node): Mutation[] {
  if (at.type !== "IfStatement" && at.type !== "ConditionalExpression") return [];
  const test = node(at.test);
  return test ? [true, false].map((is) => ({ start: test.start, end: test.end, text: String(is) })) : [];
}

export const mutate = (code: string, { start, end, text }: Mutation): string =>
  code.slice(0, start) + text + code.slice(end);
