import { type ComponentType, type ReactElement, useEffect } from "react";
import { unreachable } from "./problem.ts";
import { createStore, useStore } from "./store.ts";
import { sayProblem } from "./toasts.ts";

type LazyPart<P> = ComponentType<P> & {
  /** Fetches the code now. False: it cannot be had, and a message says so. */
  readonly fetch: () => Promise<boolean>;
};

/**
 * A component whose code is fetched when it is first drawn, or before, by `fetch`: what few people open does not delay
 * everybody's first page. Until it has arrived nothing stands in its place. What did not arrive is tried again next time.
 */
export function lazyPart<P extends object>(read: () => Promise<ComponentType<P>>): LazyPart<P> {
  const fetched = createStore<{ readonly Part: ComponentType<P> } | undefined>(undefined);
  async function fetch(): Promise<boolean> {
    if (fetched.get() !== undefined) return true;
    try {
      fetched.set({ Part: await read() });
      return true;
    } catch (cause) {
      sayProblem(unreachable(cause));
      return false;
    }
  }
  function Lazy(props: P): ReactElement | null {
    const here = useStore(fetched);
    const isMissing = here === undefined;
    useEffect(() => {
      if (isMissing) void fetch();
    }, [isMissing]);
    return here === undefined ? null : <here.Part {...props} />;
  }
  return Object.assign(Lazy, { fetch });
}
