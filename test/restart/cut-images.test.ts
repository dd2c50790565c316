import { expect, test } from "vitest";
import { cutImages } from "../../src/restart/cut-images.ts";
import { ordinaryImage } from "../vectors/vectors.ts";

const image = ordinaryImage();
const two = Buffer.concat([image, image]);

test.each([1, 55, 56, 57, 100, 363, 400, 726])("chunks of %d bytes, each gone when the next comes", (size) => {
  const memory = Buffer.alloc(size);
  function* chunks() {
    for (let at = 0; at < two.length; at += size) yield memory.subarray(0, two.copy(memory, 0, at));
  }
  const images = [...cutImages(chunks())].map(({ offset, bytes }) => ({ offset, bytes: new Uint8Array(bytes) }));
  expect(images).toEqual([
    { offset: 0, bytes: image },
    { offset: image.length, bytes: image },
  ]);
});

test("of records that belong to no image, the first MiB is kept", () => {
  const container = Uint8Array.of(2, 0, 0, 0, 8, 0, 0, 0);
  const chunk = Buffer.concat(Array.from({ length: 2 ** 15 }, () => container));
  const chunks = function* () {
    for (let i = 0; i < 40; i++) yield chunk;
  };
  const sizes = [...cutImages(chunks())].map(({ offset, bytes }) => [offset, bytes.length]);
  expect(sizes).toEqual([[0, 2 ** 20]]);
});
