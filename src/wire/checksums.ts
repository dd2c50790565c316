/** Checksums, each over bytes that are there. None needs tables longer than 1 KiB, and those only where they are used. */

/** CRC-32 of bytes as zip, PNG and Ethernet have it: of "123456789" 0xcbf43926. */
export function crc32(bytes: Uint8Array): number {
  return crc(bytes, 0xedb88320);
}

/** CRC-32C (Castagnoli), as iSCSI, ext4 and btrfs have it: of "123456789" 0xe3069283. */
export function crc32c(bytes: Uint8Array): number {
  return crc(bytes, 0x82f63b78);
}

const tables: { [polynomial: number]: Int32Array } = {};

/** The polynomial has its bits in reverse order, as the bytes are taken from their least significant bit on. */
function crc(bytes: Uint8Array, polynomial: number): number {
  tables[polynomial] ??= Int32Array.from({ length: 256 }, (_, byte) => {
    for (let bit = 0; bit < 8; bit++) byte = (byte >>> 1) ^ (byte & 1 ? polynomial : 0);
    return byte;
  });
  const table = tables[polynomial] as Int32Array;
  let value = -1;
  for (let i = 0; i < bytes.length; i++)
    value = (value >>> 8) ^ (table[(value ^ (bytes[i] as number)) & 0xff] as number);
  return ~value >>> 0;
}

/** The internet checksum of RFC 1071, of big-endian words; a last byte alone is the upper half of one. */
export function internetChecksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) sum += ((bytes[i] as number) << 8) | (bytes[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum % 0x10000) + Math.floor(sum / 0x10000);
  return sum ^ 0xffff;
}
