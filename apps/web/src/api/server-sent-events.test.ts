import fc from "fast-check";
import { expect, it } from "vitest";
import { EventStreamParser } from "./server-sent-events.ts";

const stream = 'id: 7\ndata: {"a":1}\n\n: still here\n\nid: 8\r\ndata: one\r\ndata: two\r\n\r\ndata: 丹方\n\n';
const messages = [
  { id: "7", data: '{"a":1}' },
  { id: "8", data: "one\ntwo" },
  { id: "8", data: "丹方" },
];

it("reads the same messages, however the stream is cut", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 6 }), (cuts) => {
      const parser = new EventStreamParser();
      const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
      const read = places.slice(1).flatMap((end, i) => parser.push(stream.slice(places[i], end)));
      expect(read).toEqual(messages);
    }),
  );
});

it("tells nothing of a message that has not ended", () => {
  expect(new EventStreamParser().push("id: 1\ndata: half")).toEqual([]);
});
