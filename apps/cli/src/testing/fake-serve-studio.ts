import type { ServeStudio, ServeStudioOptions } from "../command/serve-studio.ts";

export interface FakeServeStudio {
  readonly serve: ServeStudio;
  readonly served: ServeStudioOptions[];
  readonly closed: { count: number };
}

/** A studio that serves nothing, or cannot be served because of `problem`. */
export function fakeServeStudio(problem?: Error): FakeServeStudio {
  const served: ServeStudioOptions[] = [];
  const closed = { count: 0 };
  return {
    served,
    closed,
    async serve(options) {
      served.push(options);
      if (problem) throw problem;
      return {
        url: `http://${options.host}:${options.port}/`,
        async close() {
          closed.count++;
        },
      };
    },
  };
}
