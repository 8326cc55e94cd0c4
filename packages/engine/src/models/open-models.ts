import { type Checkpoint, openCheckpoint, openVae, type TensorScope } from "@danfang/weights";
import { engineErrors } from "../errors.ts";
import { buildVaeDecoder } from "../graph/vae.ts";
import type { ModelSetup } from "../orders/model-setup.ts";
import { stampOf } from "./model-stamp.ts";

/** A setup whose files were read: no weight of them, only where each lies. */
export interface OpenModel {
  readonly checkpoint: Checkpoint;
  readonly vae: TensorScope;
}

export interface OpenModels {
  /** Errors: `formats/…`, `weights/…`, `engine/noVae`. */
  open(setup: ModelSetup): Promise<OpenModel>;
  /** Looks whether a file has changed since it was last asked for, and forgets what was made of it if so. */
  renew(file: string): Promise<void>;
}

/** Files that were opened, kept until they change on the disk. `forget` is told which have. */
export function keepOpenModels(forget: (file: string) => Promise<void>): OpenModels {
  const models = new Map<string, Promise<OpenModel>>();
  const stamps = new Map<string, string>();

  async function renew(file: string): Promise<void> {
    const stamp = await stampOf(file);
    const known = stamps.get(file);
    stamps.set(file, stamp);
    if (known === undefined || known === stamp) return;
    for (const key of models.keys()) if (JSON.parse(key).includes(file)) models.delete(key);
    await forget(file);
  }

  async function read({ checkpoint: file, vae: vaeFile, prediction }: ModelSetup): Promise<OpenModel> {
    const checkpoint = await openCheckpoint(file, { prediction });
    const vae = vaeFile === undefined ? checkpoint.vae : await openVae(vaeFile);
    if (!vae) throw engineErrors.noVae({ file });
    buildVaeDecoder(vae); // loaded later, but a fault in it shows now and not after the last step
    return { checkpoint, vae };
  }

  return {
    renew,
    async open(setup) {
      await renew(setup.checkpoint);
      if (setup.vae !== undefined) await renew(setup.vae);
      const key = JSON.stringify([setup.checkpoint, setup.vae, setup.prediction]);
      const found = models.get(key);
      if (found) return found;
      const opening = read(setup);
      models.set(key, opening);
      opening.catch(() => models.delete(key)); // a file that failed may be mended: it is read anew next time
      return opening;
    },
  };
}
