import { ordinaryImage, PLACES } from "../../vectors/vectors.ts";

/** The ordinary image with another comm, filled up with NULs. */
export function imageOf(comm: Uint8Array | string): Uint8Array {
  const image = ordinaryImage();
  const payload = image.subarray(PLACES.comm + 8, PLACES.tail);
  payload.fill(0);
  payload.set(Buffer.from(comm));
  return image;
}

/** Files that are no image, by name; each with a check that some program could get wrong. */
export const badFiles: { readonly [name: string]: Uint8Array } = {
  empty: new Uint8Array(0),
  text: Buffer.from("This is no image.\nIt is text.\n"),
  zeros: new Uint8Array(1000),
  random: Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 31 + (i >> 3) * 17) & 0xff),
  cut: ordinaryImage().subarray(0, 200),
  "huge record": Buffer.from("030000000000008000", "hex"),
};
