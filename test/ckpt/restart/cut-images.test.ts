import { expect, test } from "vitest";
import { cutImages } from "../../../src/ckpt/restart/cut-images.ts";
import { restartOn } from "../../../src/ckpt/restart/restart.ts";
import type { SyncPort } from "../../../src/io/index.ts";
import { ordinaryImage, PLACES } from "../../vectors/vectors.ts";

const image = ordinaryImage();
const two = Buffer.concat([image, image]);

test.each([1, 55, 56, 57, 100, 363, 400, 726])("chunks of %d bytes, each gone when the next comes", (size) => {
  const memory = Buffer.alloc(size);
  function* chunks() {
    for (let at = 0; at < two.length; at += size) yield memory.subarray(0, two.copy(memory, 0, at));
  }
  const images = Array.from(cutImages(chunks()), ({ offset, port }) => ({ offset, bytes: allOf(port) }));
  expect(images).toEqual([
    { offset: 0, bytes: image },
    { offset: image.length, bytes: image },
  ]);
});

test("what is no image is one, of any length", () => {
  const container = Uint8Array.of(2, 0, 0, 0, 8, 0, 0, 0);
  const chunk = Buffer.concat(Array.from({ length: 2 ** 13 }, () => container));
  const chunks = function* () {
    for (let i = 0; i < 40; i++) yield chunk;
  };
  const sizes = Array.from(cutImages(chunks()), ({ offset, port }) => [offset, allOf(port).length]);
  expect(sizes).toEqual([[0, 40 * 2 ** 16]]);
});

test("what is not read of an image is passed over", () => {
  const read = Array.from(cutImages([two, image.subarray(0, 9)]), ({ offset, port }) => [offset, port.read?.(3)]);
  expect(read).toEqual([0, image.length, two.length].map((offset) => [offset, image.subarray(0, 3)]));
});

test("nothing at all is an image of no bytes", () => {
  expect(Array.from(cutImages([]), ({ offset, port }) => [offset, allOf(port).length])).toEqual([[0, 0]]);
});

test.each([0, 100, PLACES.comm])("a failing read is told by the image it ends, %d bytes into it", (size) => {
  function* chunks() {
    yield Buffer.concat([image, image.subarray(0, size)]);
    throw Object.assign(new Error("EIO: i/o error, read"), { code: "EIO" });
  }
  const said: string[] = [];
  const read = () => {
    for (const { offset, port } of cutImages(chunks())) {
      said.push(`${offset}`);
      restartOn(port, { kernel: "any" });
    }
  };
  expect(read).toThrow(expect.objectContaining({ message: expect.stringContaining("EIO: i/o error, read") }));
  // Where the failed read would have begun an image, it is the one before that has not come to its end.
  expect(said).toEqual(size === 0 ? ["0"] : ["0", `${image.length}`]);
});

function allOf({ read }: SyncPort): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let part = read?.(100); part?.length; part = read?.(100)) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}
