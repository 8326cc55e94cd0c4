import { lineOf, type Node, node, programOf, visit } from "./syntax.ts";

/** By what a size in pixels becomes one in latent cells, and the other way round, where nobody says so. */
const eights: Readonly<Record<string, number>> = { "/": 8, "*": 8, "%": 8, ">>": 3, ">>>": 3, "<<": 3 };

/** Where code turns pixels into latent cells by a bare number. `pixelsPerLatentCell` is that number's only home. */
export function bareEights(file: string, code: string): string[] {
  const found: string[] = [];
  visit(programOf(file, code), [], (at) => {
    if (isBareEight(at)) found.push(`${file}:${lineOf(code, at.start)} ${code.slice(at.start, at.end)}`);
  });
  return found;
}

/** A number of a formula, 1 / 8, is no size. */
function isBareEight(at: Node): boolean {
  if (at.type !== "BinaryExpression") return false;
  const [left, right] = [node(at.left), node(at.right)];
  const eight = Object.hasOwn(eights, String(at.operator)) ? eights[String(at.operator)] : undefined;
  if (eight === undefined || left?.type === "Literal") return false;
  return right?.type === "Literal" && right.value === eight;
}
