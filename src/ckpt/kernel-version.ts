import { CkptError } from "./ckpt-error.ts";

/** A kernel's version as an image holds it: the three low bytes of LINUX_VERSION_CODE. */
export interface KernelVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

const VERSION = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})(?![0-9A-Za-z])/;

/**
 * Reads `A.B.C`, whatever a release like `6.1.0-13-amd64` adds to it.
 *
 * LINUX_VERSION_CODE is (a << 16) + (b << 8) + c, so a patch level over 255 carries: 2.6.300 gives 2, 7, 44.
 *
 * @throws CkptError EINVAL if the text is no such version
 */
export function parseKernelVersion(text: string): KernelVersion {
  const found = VERSION.exec(text);
  if (found === null) {
    throw new CkptError("EINVAL", `kernel version ${JSON.stringify(text)} is not of the form A.B.C`);
  }
  const [a, b, c] = found.slice(1).map(Number) as [number, number, number];
  const code = a * 0x10000 + b * 0x100 + c;
  return { major: (code >>> 16) & 0xff, minor: (code >>> 8) & 0xff, patch: code & 0xff };
}
