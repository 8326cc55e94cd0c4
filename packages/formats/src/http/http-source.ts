import type { Bytes } from "@danfang/domain";
import { DanfangError, defined, type Reason, reasonOf } from "@danfang/domain";
import { type ByteSource, checkRange } from "../byte-source.ts";
import { sourceErrors } from "../errors.ts";
import { type Get, guardedGet } from "./guarded-get.ts";

export interface HttpOptions {
  /** Who asks the server; without it, whatever leads into a private network is refused. */
  readonly get?: Get;
  /** Sent with every request: an access token, for instance. They never appear in messages. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Of what is no address at all, and may be of any length. */
const longestShown = 200;

/** Fetched by the first request and kept: the header of nearly every model lies in it. */
const prefixLength: Bytes = 256 * 1024;

/**
 * A source over a file on an HTTP server, read by range requests; only the first 256 KiB are kept in memory.
 *
 * Every answer must be a range of the same file: size and validator (ETag, else Last-Modified) may not change.
 * Errors: `formats/httpFailed`, `httpStatus`, `httpNoRanges`, `httpPage`, `httpChanged`, `httpSilent`, `addressRefused`,
 * `tooManyRedirects`; an aborted signal throws its own reason. Source: RFC 9110, sections 8.8 and 14.
 */
export async function openHttp(url: string | URL, options: HttpOptions = {}): Promise<ByteSource> {
  if (!URL.canParse(url)) throw sourceErrors.addressRefused({ url: `${url}`.slice(0, longestShown), why: "protocol" });
  const remote = describe(new URL(url), options);
  const first = await request(remote, 0, prefixLength);
  const source = { name: remote.facts.file, size: first.size };
  const start = new Uint8Array(Math.min(prefixLength, first.size));
  const prefix = start.subarray(0, await fill(remote, first, start));
  return {
    ...source,
    read: async (offset, length) => {
      checkRange(source, offset, length);
      if (offset + length <= prefix.length) return prefix.slice(offset, offset + length);
      return readRange(remote, first, offset, length);
    },
    close: async () => {},
  };
}

interface Remote {
  readonly url: URL;
  readonly options: HttpOptions;
  /** For messages: without the query and the user part, where tokens live. */
  readonly facts: { readonly file: string; readonly url: string };
}

interface Answer {
  readonly size: Bytes;
  readonly validator: string | undefined;
  /** Null when the whole file is empty. */
  readonly body: ReadableStream<Uint8Array> | null;
}

function describe(given: URL, options: HttpOptions): Remote {
  const url = new URL(given);
  const user = [given.username, given.password].map(decodeURIComponent).join(":");
  url.username = url.password = ""; // fetch refuses them in the address
  const login = user === ":" ? {} : { authorization: `Basic ${Buffer.from(user).toString("base64")}` };
  const facts = { file: url.pathname.split("/").at(-1) || url.host, url: `${url.origin}${url.pathname}` };
  return { url, options: { ...options, headers: { ...login, ...options.headers } }, facts };
}

/** Connections break and servers may send less than was asked for: asks on while every answer brings something. */
async function readRange(
  remote: Remote,
  first: Answer,
  offset: Bytes,
  length: Bytes,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const answer = await request(remote, offset + done, length - done);
    const change = changeBetween(first, answer);
    if (change !== undefined) {
      await answer.body?.cancel();
      throw sourceErrors.httpChanged({ ...remote.facts, reason: change });
    }
    const received = await fill(remote, answer, bytes.subarray(done));
    if (received === 0)
      throw sourceErrors.httpFailed({ ...remote.facts, reason: { en: "the connection broke off", zh: "连接中断了" } });
    done += received;
  }
  return bytes;
}

function changeBetween(first: Answer, now: Answer): Reason | undefined {
  if (now.size !== first.size)
    return {
      en: `it had ${first.size} bytes and has ${now.size} now`,
      zh: `原来是 ${first.size} 字节，现在是 ${now.size} 字节`,
    };
  return now.validator === first.validator
    ? undefined
    : {
        en: `its version was ${first.validator} and is ${now.validator} now`,
        zh: `原来的版本是 ${first.validator}，现在是 ${now.validator}`,
      };
}

async function request(remote: Remote, offset: Bytes, length: Bytes): Promise<Answer> {
  const { get = guardedGet, headers, signal } = remote.options;
  const range = `bytes=${offset}-${offset + length - 1}`;
  const response = await get(remote.url, {
    headers: { ...headers, range, "accept-encoding": "identity" },
    ...defined({ signal }),
  }).catch((cause: unknown) => failed(remote, cause));
  try {
    return answerIn(remote, response, offset);
  } catch (error) {
    await response.body?.cancel();
    throw error;
  }
}

function answerIn({ facts }: Remote, { status, headers, body }: Response, offset: Bytes): Answer {
  const validator = headers.get("etag") ?? headers.get("last-modified") ?? undefined;
  const contentRange = headers.get("content-range") ?? "";
  if (status === 416 && contentRange === "bytes */0") return { size: 0, validator, body: null };
  if (status === 200 && /^text\/html\b/i.test(headers.get("content-type") ?? "")) throw sourceErrors.httpPage(facts);
  if (status === 200)
    throw sourceErrors.httpNoRanges({
      ...facts,
      reason: { en: "the server answers with the whole file", zh: "服务器总是返回整个文件" },
    });
  if (status !== 206) throw sourceErrors.httpStatus({ ...facts, status });
  if ((headers.get("content-encoding") ?? "identity") !== "identity")
    throw sourceErrors.httpNoRanges({ ...facts, reason: { en: "the server compresses it", zh: "服务器会压缩它" } });
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(contentRange) ?? [];
  if (Number(start) !== offset || !Number.isSafeInteger(Number(total)))
    throw sourceErrors.httpNoRanges({
      ...facts,
      reason: { en: `its Content-Range is “${contentRange}”`, zh: `它的 Content-Range 是「${contentRange}」` },
    });
  return { size: Number(total), validator, body };
}

/** Writes an answer's body into `target` and counts its bytes; fewer than fit when the connection ends early. */
async function fill(remote: Remote, answer: Answer, target: Uint8Array): Promise<number> {
  let done = 0;
  let tooLong = false;
  try {
    for await (const part of answer.body ?? []) {
      tooLong = part.length > target.length - done;
      if (tooLong) break; // which cancels the body
      target.set(part, done);
      done += part.length;
    }
  } catch (cause) {
    if (done === 0 || remote.options.signal?.aborted) failed(remote, cause);
  }
  if (tooLong)
    throw sourceErrors.httpNoRanges({
      ...remote.facts,
      reason: { en: "the server sends more than was asked for", zh: "服务器发来的比要的多" },
    });
  return done;
}

function failed({ facts, options }: Remote, cause: unknown): never {
  if (options.signal?.aborted) throw options.signal.reason;
  if (cause instanceof DanfangError) throw cause; // a refusal says more than a broken connection
  const inner = cause instanceof Error ? (cause.cause ?? cause) : cause; // fetch wraps the reason in "fetch failed"
  throw sourceErrors.httpFailed({ ...facts, reason: reasonOf(inner) }, cause);
}
