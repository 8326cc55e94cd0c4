import { latin1Of } from "../concat-bytes.ts";
import type { PickleMachine } from "./pickle-machine.ts";
import { isKind, type PickleValue } from "./pickle-values.ts";

type Action = (m: PickleMachine) => void;

/** Longest number that is more than a wrong length: torch's magic number has 10 bytes. */
const longestInteger = 64;

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const text = (bytes: Uint8Array): string => utf8.decode(bytes);
const exact = (n: bigint): number | bigint => (Number.isSafeInteger(Number(n)) ? Number(n) : n);

/** Little-endian two's complement of any length. */
function integer(m: PickleMachine, length: number): number | bigint {
  if (length < 0 || length > longestInteger) m.fail({ en: "a number in it is too long", zh: "里面有个数字太长" });
  const bytes = m.cursor.bytes(length);
  const magnitude = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return exact(BigInt.asIntN(Math.max(1, 8 * length), magnitude));
}

function line(m: PickleMachine): string {
  return m.cursor.line() ?? m.fail({ en: "a line in it has no end", zh: "里面有一行没有结尾" });
}

/** Decimal text, as protocol 0 has it: `01` and `00` are booleans, a long ends with L. */
function decimal(m: PickleMachine): PickleValue {
  const digits = line(m).trim();
  if (digits === "01" || digits === "00") return digits === "01";
  if (!/^-?\d{1,100}L?$/.test(digits)) m.fail({ en: "a number in it is none", zh: "里面有个数字不是数字" });
  return exact(BigInt(digits.replace("L", "")));
}

function float(m: PickleMachine): number {
  const digits = line(m).trim();
  if (!/^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$|^-?(inf|nan)$/i.test(digits))
    m.fail({ en: "a number in it is none", zh: "里面有个数字不是数字" });
  return Number(digits.replace(/inf$/i, "Infinity"));
}

/** A quoted text of protocol 0; its escapes stay as they are, since no tensor is named with one. */
function quoted(m: PickleMachine): string {
  const found = /^(['"])(.*)\1$/.exec(line(m).trim());
  return found?.[2] ?? m.fail({ en: "a text in it has no quotes", zh: "里面有段文字没有引号" });
}

function name(m: PickleMachine): string {
  const found = line(m);
  return found.length > 0 ? found : m.fail({ en: "a name in it is empty", zh: "里面有个名字是空的" });
}

const small = (m: PickleMachine, length: number) => {
  if (length > 2 ** 31) m.fail({ en: "a text in it is too long", zh: "里面有段文字太长" });
  return m.cursor.bytes(length);
};

function append(m: PickleMachine, items: readonly PickleValue[]): void {
  const list = m.top();
  if (Array.isArray(list)) for (const item of items) list.push(item);
  else if (!isKind(list, "object")) m.fail({ en: "it appends to what is not a list", zh: "往不是列表的地方追加" });
}

function setItems(m: PickleMachine, items: readonly PickleValue[]): void {
  const target = m.top();
  if (items.length % 2 !== 0) m.fail({ en: "a key in it has no value", zh: "里面有个键没有值" });
  if (target instanceof Map) for (let i = 0; i < items.length; i += 2) target.set(items[i]!, items[i + 1]!);
  else if (!isKind(target, "object")) m.fail({ en: "it sets items of what has none", zh: "给没有条目的东西设条目" });
}

function addItems(m: PickleMachine, items: readonly PickleValue[]): void {
  const target = m.top();
  if (target instanceof Set) for (const item of items) target.add(item);
  else if (!isKind(target, "object")) m.fail({ en: "it adds to what is not a set", zh: "往不是集合的地方添加" });
}

function build(m: PickleMachine): void {
  const state = m.pop();
  const value = m.top();
  if (isKind(value, "object")) value.state = state;
  else if (!(value instanceof Map)) m.fail({ en: "it sets attributes of what has none", zh: "给没有属性的东西设属性" }); // a dict's attributes do not matter
}

function stackGlobal(m: PickleMachine): void {
  const [module, found] = m.take(2);
  if (typeof module !== "string" || typeof found !== "string")
    m.fail({ en: "a name in it is not a text", zh: "里面有个名字不是文字" });
  m.push(m.find(module, found));
}

function call(m: PickleMachine, withKeywords = false): void {
  if (withKeywords) m.pop();
  const args = m.pop();
  m.push(m.call(m.pop(), args));
}

function persistent(m: PickleMachine, id: PickleValue): void {
  if (!Array.isArray(id)) m.fail({ en: "it refers to what is not a storage", zh: "引用的不是数据块" });
  m.push(m.meanings.storage(id, m));
}

/** Dictionary from keys and values in turn. */
function dictionary(m: PickleMachine, items: readonly PickleValue[]): Map<PickleValue, PickleValue> {
  m.push(m.newMap());
  setItems(m, items);
  return m.pop() as Map<PickleValue, PickleValue>;
}

const protocol: Action = (m) => {
  if (m.cursor.u8() > 5) m.fail({ en: "it is of a protocol that does not exist yet", zh: "用的是还不存在的协议版本" });
};

/**
 * Every opcode that plain data needs, protocols 0 to 5. STOP is not among them, nor are the extension registry and
 * out-of-band buffers, which name things outside the file. Source: CPython, `Lib/pickletools.py`.
 */
const table: readonly (readonly [code: string | number, action: Action])[] = [
  [0x80, protocol],
  [0x95, (m) => m.cursor.u64()], // FRAME only helps those who read from a stream
  ["(", (m) => m.mark()],
  ["0", (m) => m.drop()],
  ["1", (m) => m.takeToMark()],
  ["2", (m) => m.push(m.top())],
  ["N", (m) => m.push(null)],
  [0x88, (m) => m.push(true)],
  [0x89, (m) => m.push(false)],
  ["K", (m) => m.push(m.cursor.u8())],
  ["M", (m) => m.push(m.cursor.u16())],
  ["J", (m) => m.push(m.cursor.i32())],
  [0x8a, (m) => m.push(integer(m, m.cursor.u8()))],
  [0x8b, (m) => m.push(integer(m, m.cursor.i32()))],
  ["I", (m) => m.push(decimal(m))],
  ["L", (m) => m.push(decimal(m))],
  ["F", (m) => m.push(float(m))],
  ["G", (m) => m.push(m.cursor.f64())],
  ["S", (m) => m.push(quoted(m))],
  ["V", (m) => m.push(line(m))],
  ["T", (m) => m.push(latin1Of(small(m, m.cursor.u32())))], // texts of Python 2 are bytes
  ["U", (m) => m.push(latin1Of(m.cursor.bytes(m.cursor.u8())))],
  ["X", (m) => m.push(text(small(m, m.cursor.u32())))],
  [0x8c, (m) => m.push(text(m.cursor.bytes(m.cursor.u8())))],
  [0x8d, (m) => m.push(text(small(m, m.cursor.u64())))],
  ["B", (m) => m.push(small(m, m.cursor.u32()))],
  ["C", (m) => m.push(m.cursor.bytes(m.cursor.u8()))],
  [0x8e, (m) => m.push(small(m, m.cursor.u64()))],
  [0x96, (m) => m.push(small(m, m.cursor.u64()))],
  ["]", (m) => m.push([])],
  ["l", (m) => m.push(m.takeToMark())],
  ["a", (m) => append(m, [m.pop()])],
  ["e", (m) => append(m, m.takeToMark())],
  [")", (m) => m.push([])],
  ["t", (m) => m.push(m.takeToMark())],
  [0x85, (m) => m.push(m.take(1))],
  [0x86, (m) => m.push(m.take(2))],
  [0x87, (m) => m.push(m.take(3))],
  ["}", (m) => m.push(m.newMap())],
  ["d", (m) => m.push(dictionary(m, m.takeToMark()))],
  ["s", (m) => setItems(m, m.take(2))],
  ["u", (m) => setItems(m, m.takeToMark())],
  [0x8f, (m) => m.push(m.newSet([]))],
  [0x91, (m) => m.push(m.newSet(m.takeToMark()))],
  [0x90, (m) => addItems(m, m.takeToMark())],
  ["p", (m) => m.remember(Number(decimal(m)))],
  ["q", (m) => m.remember(m.cursor.u8())],
  ["r", (m) => m.remember(m.cursor.u32())],
  [0x94, (m) => m.rememberNext()],
  ["g", (m) => m.recall(Number(decimal(m)))],
  ["h", (m) => m.recall(m.cursor.u8())],
  ["j", (m) => m.recall(m.cursor.u32())],
  ["c", (m) => m.push(m.find(name(m), name(m)))],
  [0x93, stackGlobal],
  ["R", (m) => call(m)],
  [0x81, (m) => call(m)],
  [0x92, (m) => call(m, true)],
  [
    "i",
    (m) => {
      const type = m.find(name(m), name(m));
      m.push(m.call(type, m.takeToMark()));
    },
  ],
  [
    "o",
    (m) => {
      const [type = null, ...args] = m.takeToMark();
      m.push(m.call(type, args));
    },
  ],
  ["b", build],
  ["P", (m) => persistent(m, line(m))],
  ["Q", (m) => persistent(m, m.pop())],
];

/** What an opcode does, by its byte. */
export const opcodes: readonly (Action | undefined)[] = (() => {
  const actions: (Action | undefined)[] = Array.from({ length: 256 });
  for (const [code, action] of table) actions[typeof code === "string" ? code.charCodeAt(0) : code] = action;
  return actions;
})();

export const stopOpcode = ".".charCodeAt(0);
