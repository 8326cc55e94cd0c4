import type { Bytes } from "@danfang/domain";
import { PickleCursor, PickleCut } from "./pickle-cursor.ts";
import { PickleMachine, type PickleMeanings } from "./pickle-machine.ts";
import { opcodes, stopOpcode } from "./pickle-opcodes.ts";
import type { PickleValue } from "./pickle-values.ts";

/** The largest checkpoints take 300,000. */
const mostOpcodes = 5_000_000;

export interface Unpickled {
  readonly value: PickleValue;
  /** Where the next pickle would begin. */
  readonly end: Bytes;
}

/**
 * Reads one pickle as plain data; "cut" when the bytes end before it does. Nothing is ever called or imported: names
 * are collected into `names`, those of a pickle that turns out to be broken too.
 *
 * Time and memory are bounded by the length of the pickle and by {@link PickleMachine}. Errors: `formats/badPickle`.
 */
export function unpickle(
  file: string,
  bytes: Uint8Array,
  start: Bytes,
  meanings: PickleMeanings,
  names: Set<string>,
): Unpickled | "cut" {
  const cursor = new PickleCursor(bytes, start);
  const machine = new PickleMachine(file, cursor, meanings);
  try {
    for (let count = 0; count < mostOpcodes; count++) {
      const opcode = cursor.u8();
      if (opcode === stopOpcode) return { value: machine.end(), end: cursor.at };
      const action = opcodes[opcode];
      if (action) action(machine);
      else
        machine.fail({
          en: `it has the opcode 0x${opcode.toString(16)}, which no model needs`,
          zh: `有操作码 0x${opcode.toString(16)}，没有模型需要它`,
        });
    }
    return machine.fail({ en: "it is longer than that of any model", zh: "比任何模型的都长" });
  } catch (error) {
    if (error instanceof PickleCut) return "cut";
    throw error;
  } finally {
    for (const name of machine.globals) names.add(name);
  }
}
