import type { Reason } from "@danfang/domain";
import { torchErrors } from "./errors.ts";
import type { PickleCursor } from "./pickle-cursor.ts";
import { isKind, nameOf, type PickleGlobal, type PickleValue } from "./pickle-values.ts";

/** What names mean here. Names that are not in `calls` nor in `values` are refused, but read on: the file may name more. */
export interface PickleMeanings {
  /** What stands for the result of calling a name. Never the thing itself. */
  readonly calls: ReadonlyMap<string, (args: readonly PickleValue[], machine: PickleMachine) => PickleValue>;
  /** Names that are passed about but not called: number types, storage classes. */
  readonly values: ReadonlySet<string>;
  readonly storage: (id: readonly PickleValue[], machine: PickleMachine) => PickleValue;
}

/** Far beyond what torch writes for the largest checkpoints: 30,000 memo entries, a stack of 3,000. */
const largestStack = 1_000_000;
const largestMemo = 1_000_000;
/** Copies of values that a short pickle could order again and again: list items, characters. */
const mostWork = 50_000_000;
/** What a dictionary or a tensor counts for: half a million of them are enough for any file. */
export const costOfContainer = 100;

/**
 * The stack and the memo of a pickle that is being read. No operation recurses, copies what it refers to, or runs
 * anything: a call becomes what {@link PickleMeanings} say, or a note that it was asked for.
 */
export class PickleMachine {
  readonly cursor: PickleCursor;
  readonly meanings: PickleMeanings;
  /** Every name that was asked for, in order. */
  readonly globals = new Set<string>();
  readonly #file: string;
  readonly #stack: PickleValue[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();
  #work = 0;
  #copied = 0;

  constructor(file: string, cursor: PickleCursor, meanings: PickleMeanings) {
    this.#file = file;
    this.cursor = cursor;
    this.meanings = meanings;
  }

  fail(reason: Reason): never {
    throw torchErrors.badPickle({ file: this.#file, reason, at: this.cursor.at });
  }

  /** Accounts for work that the length of the pickle does not bound. */
  spend(amount: number): void {
    this.#work += amount;
    if (this.#work > mostWork)
      this.fail({ en: "it unfolds into far more than any model has", zh: "展开后远超任何模型的大小" });
  }

  /** Accounts for a copy of text: those of one length of the pickle are bounded by it. */
  copyText(length: number): void {
    this.#copied += length;
    if (this.#copied > this.cursor.length) this.spend(length);
  }

  /** An empty dictionary; it takes two hundred bytes of memory for the one of its opcode. */
  newMap(): Map<PickleValue, PickleValue> {
    this.spend(costOfContainer);
    return new Map();
  }

  newSet(items: readonly PickleValue[]): Set<PickleValue> {
    this.spend(costOfContainer + items.length);
    return new Set(items);
  }

  push(value: PickleValue): void {
    if (this.#stack.push(value) > largestStack)
      this.fail({ en: "it piles up more values than any model has", zh: "堆积的值比任何模型的都多" });
  }

  /** The topmost value above the last mark, taken off. */
  pop(): PickleValue {
    const floor = this.#marks.at(-1) ?? 0;
    if (this.#stack.length <= floor)
      this.fail({ en: "it takes more values than there are", zh: "取用的值比现有的还多" });
    return this.#stack.pop()!;
  }

  top(): PickleValue {
    const value = this.pop();
    this.#stack.push(value);
    return value;
  }

  /** Takes `count` values off, the lowest first. */
  take(count: number): PickleValue[] {
    const taken = Array.from({ length: count }, () => this.pop());
    return taken.reverse();
  }

  mark(): void {
    if (this.#marks.push(this.#stack.length) > largestStack)
      this.fail({ en: "it piles up more values than any model has", zh: "堆积的值比任何模型的都多" });
  }

  /** Takes off everything above the last mark, and the mark. */
  takeToMark(): PickleValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) this.fail({ en: "it looks for a mark that was never set", zh: "要找的标记从没设过" });
    return this.#stack.splice(mark);
  }

  /** POP takes a mark off where one is on top. */
  drop(): void {
    if (this.#marks.at(-1) === this.#stack.length) this.#marks.pop();
    else this.pop();
  }

  remember(index: number): void {
    this.#memo.set(index, this.top());
    if (this.#memo.size > largestMemo)
      this.fail({ en: "it remembers more values than any model has", zh: "记下的值比任何模型的都多" });
  }

  rememberNext(): void {
    this.remember(this.#memo.size);
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) this.fail({ en: "it recalls a value that was never remembered", zh: "要取的值从没记过" });
    this.push(value);
  }

  find(module: string, name: string): PickleGlobal {
    const found = { kind: "global", module, name } as const;
    this.globals.add(nameOf(found));
    return found;
  }

  /** What stands for `callee(...args)`. */
  call(callee: PickleValue, args: PickleValue): PickleValue {
    if (!isKind(callee, "global")) this.fail({ en: "it calls something that is not a name", zh: "调用的不是名字" });
    if (!Array.isArray(args)) this.fail({ en: "it calls without arguments", zh: "调用时没有参数" });
    const meaning = this.meanings.calls.get(nameOf(callee));
    return meaning ? meaning(args, this) : { kind: "object", type: callee, args, state: null };
  }

  end(): PickleValue {
    const value = this.pop();
    if (this.#stack.length > 0 || this.#marks.length > 0)
      this.fail({ en: "it ends with values left over", zh: "结束时还有多余的值" });
    return value;
  }
}
