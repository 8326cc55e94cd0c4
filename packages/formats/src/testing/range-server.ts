/** What a server does wrong, for tests. */
export interface ServerFaults {
  readonly ignoresRanges?: boolean;
  /** Bytes after which every answer breaks off. */
  readonly breaksAfter?: number;
  readonly etag?: () => string;
  /** Replaces headers of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
}

/** A `fetch` that serves one file by ranges, as RFC 9110 asks, except for the faults that a test wants. */
export function rangeServer(content: Uint8Array<ArrayBuffer>, faults: ServerFaults = {}): typeof fetch {
  return async (_, init) => {
    init?.signal?.throwIfAborted();
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(new Headers(init?.headers).get("range") ?? "") ?? [];
    const etag = faults.etag?.() ?? '"v1"';
    if (faults.status) return new Response("no", { status: faults.status });
    if (from === undefined || faults.ignoresRanges)
      return new Response(content, { headers: { etag, ...faults.headers } });
    if (Number(from) >= content.length)
      return new Response(null, { status: 416, headers: { "content-range": `bytes */${content.length}` } });
    const part = content.slice(Number(from), Number(to) + 1);
    const range = `bytes ${from}-${Number(from) + part.length - 1}/${content.length}`;
    return new Response(breaking(part, faults.breaksAfter ?? part.length), {
      status: 206,
      headers: { etag, "content-range": range, ...faults.headers },
    });
  };
}

function breaking(part: Uint8Array<ArrayBuffer>, after: number): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (!sent && after > 0) controller.enqueue(part.slice(0, after));
      else if (after < part.length) controller.error(new TypeError("terminated"));
      else controller.close();
      sent = true;
    },
  });
}
