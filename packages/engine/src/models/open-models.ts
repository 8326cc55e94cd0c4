import { type Checkpoint, openCheckpoint, openVae, type TensorScope } from "@danfang/weights";
import { engineErrors } from "../errors.ts";
import { buildVaeDecoder } from "../graph/vae.ts";
import type { ModelSetup } from "../orders/model-setup.ts";
import { keep } from "./kept.ts";
import type { Renew } from "./watched-files.ts";

/** A setup whose files were read: no weight of them, only where each lies. */
export interface OpenModel {
  readonly checkpoint: Checkpoint;
  readonly vae: TensorScope;
}

export interface OpenModels {
  /** Errors: `formats/…`, `weights/…`, `engine/noVae`. */
  open(setup: ModelSetup): Promise<OpenModel>;
  forget(file: string): void;
}

/** Files that were opened, kept until they change on the disk. */
export function keepOpenModels(renew: Renew): OpenModels {
  const models = keep<OpenModel>();
  return {
    async open(setup) {
      const files = setup.vae === undefined ? [setup.checkpoint] : [setup.checkpoint, setup.vae];
      for (const file of files) await renew(file);
      return models.of({ files, choices: [setup.prediction] }, () => read(setup));
    },
    forget: models.forget,
  };
}

async function read({ checkpoint: file, vae: vaeFile, prediction }: ModelSetup): Promise<OpenModel> {
  const checkpoint = await openCheckpoint(file, { prediction });
  const vae = vaeFile === undefined ? checkpoint.vae : await openVae(vaeFile);
  if (!vae) throw engineErrors.noVae({ file });
  buildVaeDecoder(vae); // loaded later, but a fault in it shows now and not after the last step
  return { checkpoint, vae };
}
