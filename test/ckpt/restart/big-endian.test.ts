import { describe, expect, test } from "vitest";
import { v23Image } from "../../image/support/v23-image.ts";
import { bigEndianImage, inBigEndian } from "../../inspect/support/big-endian.ts";
import { ordinaryImage, PLACES, vectors } from "../../vectors/vectors.ts";
import { joined, withBytes } from "./damage.ts";
import { ways } from "./ways.ts";

const kernel = "2.6.37";
const good = vectors.filter((vector) => vector.expect.errno === null);

describe.each(Object.entries(ways))("a big-endian image from %s", (_, restartFrom) => {
  test.each(good.map((vector) => [vector.name, vector] as const))(
    "restores what the little-endian one does: %s",
    async (_, vector) => {
      const image = vector.image.subarray(0, vector.expect.consumed as number);
      const little = await restartFrom(image, { kernel: vector.kernel });
      const big = await restartFrom(inBigEndian(image), { kernel: vector.kernel });
      expect(big.result).toEqual(little.result);
    },
  );

  test.each<[string, Uint8Array, string, RegExp]>([
    [
      "cut",
      bigEndianImage().subarray(0, PLACES.end - 1),
      "EPIPE",
      /^at 0x15b: ckpt_hdr_tail takes 16 bytes, 15 are left/,
    ],
    ["another rev", withBytes(bigEndianImage(), 24, [0, 4]), "EINVAL", /ckpt_hdr_header\.rev is 4, expected 3/],
    ["a wrong magic", withBytes(bigEndianImage(), 8, [1]), "EINVAL", /^incompatible kernel version: at 0x8/],
    [
      "a little-endian record in it",
      withBytes(bigEndianImage(), PLACES.container, [2, 0, 0, 0, 8, 0, 0, 0]),
      "EINVAL",
      /len is 134217728/,
    ],
    ["a wrong tail", withBytes(bigEndianImage(), PLACES.tail + 8, [1]), "EINVAL", /ckpt_hdr_tail\.magic/],
    [
      "an ERROR",
      joined(
        bigEndianImage().subarray(0, PLACES.container),
        Uint8Array.of(0, 0, 0x27, 0x0f, 0, 0, 0, 8, 0, 0, 0, 4, 0, 0, 0, 10, 0x6e, 0x6f),
      ),
      "EIO",
      /the checkpoint failed: no$/,
    ],
  ])("%s", async (_, image, errno, message) => {
    const { error } = await restartFrom(image, { kernel });
    expect(error?.errno).toBe(errno);
    expect(error?.message).toMatch(message);
  });
});

const restartFrom = ways.memory as NonNullable<typeof ways.memory>;

test("only the HEADER of an image in its first 8 bytes makes it big-endian", async () => {
  for (const at of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const { error } = await restartFrom(withBytes(bigEndianImage(), at, [0x55]), { kernel });
    expect(error?.message).toMatch(/^at 0x4: ckpt_hdr_header\.h\.len is (?!56)\d+, expected 56/);
  }
});

test("an image of version 23 is refused as it always was, and the message says what it is", async () => {
  for (const image of [v23Image("little"), v23Image("big"), v23Image().subarray(0, 8)]) {
    const { error } = await restartFrom(image, { kernel });
    expect(error?.errno).toBe("EINVAL");
    expect(error?.message).toBe(
      "an image of format revision 6 (linux-cr v23), which this restart does not take: at 0x4: ckpt_hdr_header.h.len is 72, expected 56",
    );
  }
});

test("a record of 72 bytes that opens no image is not taken for one", async () => {
  const { error } = await restartFrom(withBytes(ordinaryImage(), 0, [2, 0, 0, 0, 72]), { kernel });
  expect(error?.message).toBe("at 0x4: ckpt_hdr_header.h.len is 72, expected 56");
});
