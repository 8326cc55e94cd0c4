import { awaitedLater } from "@danfang/domain";

/**
 * The same events. When `givenUp` rejects, its reason is thrown at once and the source is left alone, whatever it waits
 * for: a source that hangs holds nobody.
 */
export async function* untilGivenUp<T>(events: AsyncIterable<T>, givenUp: Promise<never>): AsyncGenerator<T> {
  const source = events[Symbol.asyncIterator]();
  let isHeldUp = false;
  const orGivenUp = <V>(promise: Promise<V>): Promise<V> => {
    isHeldUp = true;
    return Promise.race([promise, givenUp]);
  };
  try {
    for (;;) {
      const next = await orGivenUp(source.next());
      isHeldUp = false;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // One that is held up would answer only after what it waits for.
    const closed = awaitedLater(Promise.resolve(source.return?.())); // or not: why it was given up is what counts
    if (!isHeldUp) await orGivenUp(closed);
  }
}
