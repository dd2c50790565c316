import { release } from "node:os";
import { CkptError } from "./ckpt-error.ts";

/** A kernel's version as an image holds it: the three low bytes of LINUX_VERSION_CODE. */
export interface KernelVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/**
 * Reads `A.B.C`, whatever a release like `6.1.0-13-amd64` adds to it.
 *
 * @throws CkptError EINVAL if the text is no such version
 */
export function parseKernelVersion(text: string): KernelVersion {
  const code = versionCode(text, /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})(?![0-9A-Za-z])/);
  return { major: (code >>> 16) & 0xff, minor: (code >>> 8) & 0xff, patch: code & 0xff };
}

/**
 * The kernel an image is restarted on, as `A.B.C`, with a suffix like `-rc5` or `+` or not; "any" to take an image of
 * any kernel, whose format revision still must be right.
 */
export type KernelChoice = string;

/**
 * The version that an image's must equal, undefined for any.
 *
 * @throws CkptError EINVAL if the choice is neither A.B.C nor any, or is no version that an image can hold
 */
export function chooseKernel(choice?: KernelChoice): KernelVersion | undefined {
  // A kernel may call itself what it likes, and runs all the same.
  if (choice === undefined) return parseKernelVersion(release());
  if (choice === "any") return undefined;
  // More than three numbers, or a version that wraps around to another, would silently stand for what was not meant.
  const code = versionCode(choice, /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})(?:[-+].*)?$/);
  if (code > 0xffffff) throw refuse(choice, "is past 255.255.255");
  return parseKernelVersion(choice);
}

/**
 * LINUX_VERSION_CODE, (a << 16) + (b << 8) + c, of a text of some form: a patch level over 255 carries, so that 2.6.300
 * gives 2, 7, 44.
 */
function versionCode(text: string, form: RegExp): number {
  const found = form.exec(text);
  if (found === null) throw refuse(text, "is not of the form A.B.C");
  const [a, b, c] = found.slice(1).map(Number) as [number, number, number];
  return a * 0x10000 + b * 0x100 + c;
}

function refuse(text: string, why: string): CkptError {
  return new CkptError("EINVAL", `kernel version ${JSON.stringify(text)} ${why}`);
}
