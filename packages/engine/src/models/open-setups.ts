import type { ModelSetup } from "../orders/model-setup.ts";
import type { OpenSetup } from "./model-sessions.ts";
import { keepOpenModels } from "./open-models.ts";
import { keepNetworkFiles } from "./open-networks.ts";

export interface OpenSetups {
  /** Errors: `formats/…`, `weights/…`, `engine/noVae`. */
  open(setup: ModelSetup): Promise<OpenSetup>;
}

/** Setups with all their files opened. `forget` is told of a file that has changed since it was last used. */
export function keepOpenSetups(forget: (file: string) => Promise<void>): OpenSetups {
  const models = keepOpenModels(async (file) => {
    networks.forget(file);
    await forget(file);
  });
  const networks = keepNetworkFiles((file) => models.renew(file));
  return {
    async open(setup) {
      const model = await models.open(setup);
      return { ...model, setup, networks: await networks.open(model.checkpoint, setup) };
    },
  };
}
