import { expect, test } from "vitest";
import { Ckpt, CkptHdrBuffer, CkptHdrTask } from "../../generated/ckpt/index.ts";
import { ckpt } from "../../schema/ckpt/index.ts";
import { checkpointBytes } from "../../src/ckpt/checkpoint/index.ts";
import { restartBytes } from "../../src/ckpt/restart/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import { ImageReader, RecordWriter, recogniseImage, scan, scanChunks } from "../../src/image/index.ts";
import {
  describeRecord,
  diffImages,
  ImageToJson,
  imageToJson,
  JsonToImage,
  SummaryCounter,
} from "../../src/inspect/index.ts";
import { ordinarySource } from "../vectors/vectors.ts";

function detached(): Uint8Array {
  const bytes = new Uint8Array(4);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer as ArrayBuffer] });
  return bytes;
}

const noBytes: [string, unknown, string][] = [
  ["a detached array", detached(), "a Uint8Array that was detached"],
  ["a proxy of an array", new Proxy(new Uint8Array(4), {}), "an object"],
  ["an object made from the prototype", Object.create(Uint8Array.prototype), "an object"],
  ["an ArrayBuffer", new ArrayBuffer(4), "an object"],
  ["a text", "abcd", '"abcd"'],
];

const codecs = [CkptHdrBuffer, CkptHdrBuffer.be, dynamicFamily(ckpt).codecNamed("ckpt_hdr_buffer")!];

test.each(noBytes)("%s is no payload, and nothing is written", (_, payload, found) => {
  for (const codec of codecs) {
    const target = new Uint8Array(32).fill(0xaa);
    const message = `ckpt_hdr_buffer.payload: found ${found}, expected a Uint8Array`;
    expect(() => codec.encodeInto({ payload } as never, target, 4)).toThrow(message);
    expect(() => codec.encode({ payload } as never)).toThrow(message);
    expect(target).toEqual(new Uint8Array(32).fill(0xaa));
  }
});

test("bytes where a number belongs are named as such", () => {
  expect(() => CkptHdrTask.encode({ ...CkptHdrTask.create(), state: new Uint8Array(4) } as never)).toThrow(
    "ckpt_hdr_task.state: found an object, expected a number",
  );
});

test("an empty array is an empty payload", () => {
  expect(CkptHdrBuffer.encode({ payload: new Uint8Array(0) })).toHaveLength(8);
});

test.each(noBytes)("%s is no image, and no part of one", (_, image, found) => {
  const bytes = image as Uint8Array;
  const message = `image: found ${found}, expected a Uint8Array`;
  expect(() => scan(bytes, Ckpt, () => true)).toThrow(message);
  expect(() => scanChunks([bytes], Ckpt, { ckpt_hdr_task: () => true })).toThrow(message);
  expect(() => new ImageReader(Ckpt, { asGiven: true }).push(bytes)).toThrow(message);
  expect(() => new ImageReader([Ckpt]).push(bytes)).toThrow(message);
  expect(() => restartBytes({ bytes })).toThrow(message);
  expect(() => recogniseImage(bytes, Ckpt)).toThrow(message);
  expect(() => imageToJson(bytes, Ckpt)).toThrow(message);
  expect(() => new ImageToJson(Ckpt).push(bytes)).toThrow(message);
  expect(() => new SummaryCounter(Ckpt).push(bytes)).toThrow(message);
  const wanted = `found ${found}, expected a Uint8Array`;
  expect(() => new JsonToImage(Ckpt).push(bytes)).toThrow(`JSON: ${wanted}`);
  expect(() => describeRecord(Ckpt, bytes)).toThrow(`record: ${wanted}`);
  expect(() => new RecordWriter(Ckpt).appendEncoded(bytes)).toThrow(`record: ${wanted}`);
  expect(() => new RecordWriter(Ckpt).appendUnaligned(bytes)).toThrow(`part of a record: ${wanted}`);
  const empty = new Uint8Array(0);
  expect(() => [...diffImages(bytes, empty, Ckpt)]).toThrow(`the first image: ${wanted}`);
  expect(() => [...diffImages(empty, bytes, Ckpt)]).toThrow(`the second image: ${wanted}`);
});

test.each([1, 2, 3])("bytes whose memory a handler takes away at record %i of 3 are refused", (nth) => {
  const image = Uint8Array.from([0, 1, 2].flatMap(() => [...CkptHdrTask.encode(CkptHdrTask.create())]));
  const message = "image: found a Uint8Array that was detached, expected a Uint8Array";
  const taking = (bytes: Uint8Array) => {
    let seen = 0;
    return () => {
      if (++seen === nth) structuredClone(bytes.buffer, { transfer: [bytes.buffer as ArrayBuffer] });
    };
  };
  const ways = [
    (bytes: Uint8Array) => scan(bytes, Ckpt, taking(bytes)),
    (bytes: Uint8Array) => scan(bytes, Ckpt, { ckpt_hdr_task: taking(bytes) }),
    (bytes: Uint8Array) => scan(bytes, Ckpt, { ckpt_hdr_task: { pieces: taking(bytes) } }),
    (bytes: Uint8Array) => scanChunks([bytes], Ckpt, { ckpt_hdr_task: taking(bytes) }),
    (bytes: Uint8Array) => scanChunks([bytes], Ckpt, { ckpt_hdr_task: { decode: taking(bytes) } }),
    (bytes: Uint8Array) => {
      const reader = new ImageReader(Ckpt, { asGiven: true });
      reader.feed(bytes);
      const take = taking(bytes);
      while (reader.next() !== undefined) take();
    },
  ];
  for (const way of ways) expect(() => way(image.slice())).toThrow(message);
});

test.each(noBytes)("%s is no name of a task", (_, comm, found) => {
  const source = ordinarySource();
  const odd = { ...source, task: () => ({ ...source.task(1), comm: comm as Uint8Array }) };
  expect(() => checkpointBytes({ source: odd })).toThrow(`found ${found}, expected a Uint8Array`);
});
