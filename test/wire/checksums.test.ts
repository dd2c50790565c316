import { expect, test } from "vitest";
import { crc32, crc32c, internetChecksum } from "../../src/wire/index.ts";

const check = new TextEncoder().encode("123456789");

test.each([
  // The check values of CRC-32/ISO-HDLC and CRC-32/ISCSI in the catalogue of parametrised CRC algorithms
  ["crc32", crc32, check, 0xcbf43926],
  ["crc32c", crc32c, check, 0xe3069283],
  ["crc32 of nothing", crc32, new Uint8Array(0), 0],
  // RFC 3720, B.4 "CRC Examples": 32 bytes of zeros
  ["crc32c of 32 zeros", crc32c, new Uint8Array(32), 0x8a9136aa],
  // RFC 1071, 3: the words 0001, f203, f4f5, f6f7 have the sum ddf2, whose complement is 220d
  ["the internet checksum", internetChecksum, Uint8Array.of(0, 1, 0xf2, 3, 0xf4, 0xf5, 0xf6, 0xf7), 0x220d],
  ["the internet checksum of an odd byte", internetChecksum, Uint8Array.of(0x12), 0xedff],
  ["the internet checksum of nothing", internetChecksum, new Uint8Array(0), 0xffff],
])("%s", (_, sum, bytes, expected) => {
  expect(sum(bytes)).toBe(expected);
});
