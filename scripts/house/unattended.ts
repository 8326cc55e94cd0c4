import { childrenOf, lineOf, type Node, node, nodes, programOf, visit } from "./syntax.ts";

/**
 * Finds work that nobody waits for and that has nobody to tell what it throws: what a timer, a listener or an event begins
 * without `unattended` or `attended` around it, promises thrown away with `void`, failures thrown away with an empty
 * `catch`. Judged by the shape of one file, without types: what cannot throw by its looks may stand alone.
 */
export function unattendedIn(file: string, code: string): string[] {
  const program = programOf(file, code);
  const bindings = bindingsIn(program);
  const found: string[] = [];
  visit(program, [], (node, around) => {
    const told = complaint(node, around, bindings);
    if (told) found.push(`${file}:${lineOf(code, node.start)} ${told}`);
  });
  return found;
}

type Bindings = ReadonlyMap<string, Node>;

/** What a file's names stand for, where they are bound to something once: functions, and calls that make them. */
function bindingsIn(program: Node): Bindings {
  const bindings = new Map<string, Node>();
  visit(program, [], (at) => {
    const [id, value] =
      at.type === "VariableDeclarator"
        ? [node(at.id), node(at.init)]
        : at.type === "FunctionDeclaration"
          ? [node(at.id), at]
          : [];
    if (id?.type === "Identifier" && value) bindings.set(String(id.name), value);
  });
  return bindings;
}

/** `every` of `clock.every(…)`, `setTimeout` of `setTimeout(…)`. */
function calleeOf(call: Node): string {
  const callee = node(call.callee);
  if (callee?.type === "MemberExpression") return String(node(callee.property)?.name ?? "");
  return String(callee?.name ?? "");
}

/** Where the function stands that a call begins later; of our own `clock` and of the platform. */
const later: Readonly<Record<string, number>> = {
  setTimeout: 0,
  setInterval: 0,
  setImmediate: 0,
  queueMicrotask: 0,
  nextTick: 0,
  on: 1,
  once: 1,
  addListener: 1,
  prependListener: 1,
  addEventListener: 1,
  every: 1,
  after: 1,
  onInterrupt: 0,
  onFault: 0,
};

function complaint(at: Node, around: readonly Node[], bindings: Bindings): string | undefined {
  if (at.type === "UnaryExpression" && at.operator === "void" && isCall(node(at.argument)))
    return "throws a result away with `void`, and with it what a promise fails with";
  if (at.type === "ExpressionStatement" && isSilencedCatch(node(at.expression)))
    return "throws away what a promise fails with; `awaitedLater` says that somebody awaits it";
  if (at.type !== "CallExpression") return undefined;
  const begun = begunBy(at);
  if (!begun) return undefined;
  const name = calleeOf(at);
  if (isPassedOn(begun, around)) return undefined;
  return isGuarded(begun, bindings) || isQuiet(begun, bindings) ? undefined : `${name}: nobody is told what it throws`;
}

/** The function that a call begins later, if it is such a call: not `array.every(f)`, not `made.once(key, f)`. */
function begunBy(call: Node): Node | undefined {
  const name = calleeOf(call);
  const place = Object.hasOwn(later, name) ? later[name] : undefined;
  const [first, second] = nodes(call.arguments);
  const isOfEvent = listening.has(name) && node(call.callee)?.type === "MemberExpression" && isEventName(first);
  if (place === undefined || (listening.has(name) && !isOfEvent) || first?.value === lastResort) return undefined;
  const begun = place === 0 ? first : second;
  return begun && functionLike.has(begun.type) ? begun : undefined;
}
/** Whoever listens to it is the one who is told in the end. */
const lastResort = "uncaughtException";
const listening: ReadonlySet<string> = new Set(["on", "once", "addListener", "prependListener", "addEventListener"]);
const isEventName = (at: Node | undefined) => at?.type === "Literal" || at?.type === "Identifier";
const functionLike: ReadonlySet<string> = new Set([
  "ArrowFunctionExpression",
  "FunctionExpression",
  "Identifier",
  "MemberExpression",
  "CallExpression",
]);

const isCall = (at: Node | undefined): boolean =>
  at?.type === "CallExpression" || (at?.type === "ChainExpression" && isCall(node(at.expression)));

/** A parameter of a function that is itself one of {@link later}: its callers are looked at. */
function isPassedOn(begun: Node, around: readonly Node[]): boolean {
  if (begun.type !== "Identifier") return false;
  return around.some((outer, i) => {
    const isFunction =
      outer.type.endsWith("Function") ||
      outer.type.endsWith("FunctionExpression") ||
      outer.type === "FunctionDeclaration";
    const holder = around[i - 1];
    const name = String(node(outer.id)?.name ?? node(holder?.key)?.name ?? node(holder?.id)?.name ?? "");
    return isFunction && Object.hasOwn(later, name) && nodes(outer.params).some((one) => one.name === begun.name);
  });
}

/** What gives work somebody to tell. */
const guards: ReadonlySet<string> = new Set(["unattended", "attended", "eventually"]);

/** `unattended(…)` and its like, or a call of something in this file that gives such. */
function isGuarded(at: Node, bindings: Bindings, seen: ReadonlySet<string> = new Set()): boolean {
  if (at.type === "Identifier") {
    const name = String(at.name);
    const bound = bindings.get(name);
    return bound !== undefined && !seen.has(name) && isGuarded(bound, bindings, new Set([...seen, name]));
  }
  if (at.type !== "CallExpression") return false;
  const name = calleeOf(at);
  if (guards.has(name)) return true;
  const maker = bindings.get(name);
  const made = maker?.type === "ArrowFunctionExpression" ? node(maker.body) : undefined;
  return made !== undefined && !seen.has(name) && isGuarded(made, bindings, new Set([...seen, name]));
}

/** Calls that do not throw, whatever they are given here: of promises, signals, timers, collections, streams, processes. */
const quietCalls: ReadonlySet<string> = new Set([
  "resolve",
  "reject",
  "abort",
  "clearTimeout",
  "clearInterval",
  "unref",
  "ref",
  "delete",
  "add",
  "push",
  "slice",
  "trim",
  "split",
  "at",
  "Number",
  "String",
  "destroy",
  "exit",
  "quit",
  "kill",
  "write",
]);
const quietNodes: ReadonlySet<string> = new Set([
  "BlockStatement",
  "ExpressionStatement",
  "ReturnStatement",
  "IfStatement",
  "EmptyStatement",
  "ForOfStatement",
  "VariableDeclaration",
  "VariableDeclarator",
  "BinaryExpression",
  "LogicalExpression",
  "ConditionalExpression",

  "UnaryExpression",
  "UpdateExpression",
  "AssignmentExpression",
  "MemberExpression",
  "ChainExpression",
  "Identifier",

  "Literal",
  "TemplateLiteral",
  "TemplateElement",
  "ArrayExpression",
  "ObjectExpression",
  "Property",
  "SpreadElement",
]);

/** Whether a function cannot throw, by the looks of all that it does. */
function isQuiet(at: Node, bindings: Bindings, seen: ReadonlySet<string> = new Set()): boolean {
  if (at.type === "Identifier") return isQuietCall(String(at.name), bindings, seen);
  if (at.type === "MemberExpression") return quietCalls.has(String(node(at.property)?.name));
  const body = node(at.body);
  return body !== undefined && at.async !== true && doesOnlyQuiet(body, bindings, seen);
}

function isQuietCall(name: string, bindings: Bindings, seen: ReadonlySet<string>): boolean {
  if (quietCalls.has(name) || seen.has(name)) return true;
  const bound = bindings.get(name);
  if (!bound) return false;
  return isGuarded(bound, bindings) || isQuiet(bound, bindings, new Set([...seen, name]));
}

function doesOnlyQuiet(at: Node, bindings: Bindings, seen: ReadonlySet<string>): boolean {
  if (at.type === "ArrowFunctionExpression" || at.type === "FunctionExpression") return true; // made, not called
  if (at.type === "CallExpression") {
    if (isGuarded(at, bindings)) return true;
    const name = calleeOf(at);
    // What it begins later is looked at where it is begun.
    if (!Object.hasOwn(later, name) && !isQuietCall(name, bindings, seen)) return false;
    return childrenOf(at).every((child) => child === at.callee || doesOnlyQuiet(child, bindings, seen));
  }
  return quietNodes.has(at.type) && childrenOf(at).every((child) => doesOnlyQuiet(child, bindings, seen));
}

/** `….catch(() => undefined)`: a handler that does nothing. */
function isSilencedCatch(at: Node | undefined): boolean {
  if (at?.type !== "CallExpression" || calleeOf(at) !== "catch") return false;
  const [handler] = nodes(at.arguments);
  const body = node(handler?.body);
  if (body?.type === "BlockStatement") return nodes(body.body).length === 0;
  return body?.type === "Identifier" && body.name === "undefined";
}
