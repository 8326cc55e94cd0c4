/** The same promise, which somebody awaits further down: until then nobody takes its failure for one that nobody handles. */
export function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.then(undefined, () => undefined);
  return promise;
}
