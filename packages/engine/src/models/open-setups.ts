import type { ModelSetup } from "../orders/model-setup.ts";
import type { OpenSetup } from "./model-sessions.ts";
import { openNetworkFiles } from "./network-files.ts";
import { keepOpenModels } from "./open-models.ts";
import { openNetworks } from "./open-networks.ts";
import type { Renew } from "./watched-files.ts";

export interface OpenSetups {
  /** Errors: `formats/…`, `weights/…`, `engine/noVae`. */
  open(setup: ModelSetup): Promise<OpenSetup>;
  forget(file: string): void;
}

/** Setups with all their files opened. `renew` is asked of each of them: it calls `forget` where one has changed. */
export function keepOpenSetups(renew: Renew): OpenSetups {
  const models = keepOpenModels(renew);
  const networks = openNetworkFiles(renew);
  return {
    async open(setup) {
      const model = await models.open(setup);
      return { ...model, setup, networks: await openNetworks(networks, model, setup) };
    },
    forget(file) {
      models.forget(file);
      networks.forget(file);
    },
  };
}
