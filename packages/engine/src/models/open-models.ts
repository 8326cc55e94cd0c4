import type { DanfangError } from "@danfang/domain";
import { type Checkpoint, openCheckpoint, openVae, type TensorScope } from "@danfang/weights";
import { engineErrors } from "../errors.ts";
import type { ModelSetup } from "../orders/model-setup.ts";
import { type AskedTensors, askedOfCheckpoint, askedOfVae, unusedNote } from "./asked-tensors.ts";
import { keep } from "./kept.ts";
import type { Renew } from "./watched-files.ts";

/** A setup whose files were read: no weight of them, only where each lies. */
export interface OpenModel {
  readonly checkpoint: Checkpoint;
  readonly vae: TensorScope;
  /** What the checkpoint's networks ask for: only of that a LoRA changes anything. */
  readonly asked: AskedTensors;
  /** What is unusual about the files: `weights/longPositions`, `shortTable`, `unusedTensors`. */
  readonly findings: readonly DanfangError[];
}

export interface OpenModels {
  /** Errors: `formats/…`, `weights/…`, `engine/noVae`, `engine/otherLatent`. */
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
  // Networks are loaded later, but a fault in them shows now and not after the last step.
  const [asked, askedByVae] = [askedOfCheckpoint(checkpoint), askedOfVae(vae)];
  checkLatent(checkpoint, vae);
  const baked = checkpoint.vae && checkpoint.vae !== vae ? [askedOfVae(checkpoint.vae)] : [askedByVae];
  const own = unusedNote(file, checkpoint.stored, asked, ...baked);
  const ofVae = vaeFile === undefined ? undefined : unusedNote(vaeFile, tensorsIn(vae), askedByVae);
  return {
    checkpoint,
    vae,
    asked,
    findings: [...checkpoint.findings, own, ofVae].filter((note) => note !== undefined),
  };
}

const tensorsIn = (scope: TensorScope) => scope.names().map((name) => scope.tensor(name));

/**
 * Whether the VAE turns into a picture what the UNet denoises. Errors: `engine/otherLatent`, `engine/otherPicture`.
 */
function checkLatent({ file, unet: { layout } }: Checkpoint, vae: TensorScope): void {
  const inner = vae.has("post_quant_conv") ? "post_quant_conv.weight" : "decoder.conv_in.weight";
  const channels = vae.tensor(inner).shape[1] ?? 0;
  if (channels !== layout.outChannels)
    throw engineErrors.otherLatent({ vae: vae.file, channels, checkpoint: file, expected: layout.outChannels });
  const colours = vae.tensor("decoder.conv_out.weight").shape[0] ?? 0;
  if (colours !== rgb) throw engineErrors.otherPicture({ vae: vae.file, channels: colours });
}

const rgb = 3;
