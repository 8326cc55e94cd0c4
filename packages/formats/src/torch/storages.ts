import type { Bytes } from "@danfang/domain";
import { bitsOf } from "../tensors/dtype.ts";
import type { PickleMeanings } from "./pickle-machine.ts";
import { isKind, type TorchStorage } from "./pickle-values.ts";

/** Every mention of a storage by its key; all of a key are to be placed together. */
export type FoundStorages = Map<string, TorchStorage[]>;

export const numberSize = ({ dtype }: TorchStorage): Bytes => (dtype === undefined ? 1 : bitsOf(dtype) / 8);
export const byteLength = (storage: TorchStorage): Bytes => storage.count * numberSize(storage);

/** Meanings that also note which storages a pickle refers to, so that whoever knows where they are can place them. */
export function findStorages(meanings: PickleMeanings, found: FoundStorages): PickleMeanings {
  return {
    ...meanings,
    storage(id, machine) {
      const storage = meanings.storage(id, machine);
      if (!isKind(storage, "storage")) return storage;
      const known = found.get(storage.key);
      if (known) known.push(storage);
      else found.set(storage.key, [storage]);
      return storage;
    },
  };
}
