import { Ckpt } from "../../../generated/ckpt/index.ts";
import { recogniseImage } from "../../image/recognise-image.ts";
import type { Family } from "../../wire/index.ts";

/** The versions of the checkpoint image. */
export async function loadAllFamilies(): Promise<readonly Family[]> {
  const { CkptV23 } = await import("../../../generated/ckpt-v23/index.ts");
  return [Ckpt, CkptV23];
}

/** Those that images with these starts can be of: the larger one is loaded only where some start asks for it. */
export async function loadFamilies(starts: readonly Uint8Array[]): Promise<readonly Family[]> {
  return starts.every((start) => recogniseImage(start, Ckpt).match === "all") ? [Ckpt] : await loadAllFamilies();
}
