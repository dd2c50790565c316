import { InvalidArgumentError, Option } from "commander";
import { chooseKernel } from "../../ckpt/kernel-version.ts";

/** `--kernel A.B.C|any` */
export function kernelOption(): Option {
  return new Option("--kernel <A.B.C|any>", "kernel the image must be of (default: the running one)").argParser(parse);
}

function parse(text: string): string {
  try {
    chooseKernel(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
  return text;
}
