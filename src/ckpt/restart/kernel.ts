import { release } from "node:os";
import { CkptError } from "../ckpt-error.ts";
import { type KernelVersion, parseKernelVersion } from "../kernel-version.ts";

/**
 * The kernel an image is restarted on, as `A.B.C`, with a suffix like `-rc5` or `+` or not; "any" to take an image of
 * any kernel, whose format revision still must be right.
 */
export type KernelChoice = string;

const exact = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})(?:[-+].*)?$/;

/**
 * The version that an image's must equal, undefined for any.
 *
 * @throws CkptError EINVAL if the choice is neither A.B.C nor any, or is no version that an image can hold
 */
export function chooseKernel(choice?: KernelChoice): KernelVersion | undefined {
  // A kernel may call itself what it likes, and runs all the same.
  if (choice === undefined) return parseKernelVersion(release());
  if (choice === "any") return undefined;
  checkChoice(choice);
  return parseKernelVersion(choice);
}

/** More than three numbers, or a version that wraps around to another, would silently stand for what was not meant. */
function checkChoice(choice: string): void {
  const found = exact.exec(choice);
  if (found === null) throw refuse(choice, "is not of the form A.B.C");
  const [a, b, c] = found.slice(1).map(Number) as [number, number, number];
  if (a * 0x10000 + b * 0x100 + c > 0xffffff) throw refuse(choice, "is past 255.255.255");
}

function refuse(choice: string, why: string): CkptError {
  return new CkptError("EINVAL", `kernel version ${JSON.stringify(choice)} ${why}`);
}
