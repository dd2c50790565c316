import { expect, test } from "vitest";
import { parseKernelVersion } from "../../src/ckpt/kernel-version.ts";

test.each([
  ["2.6.37", 2, 6, 37],
  ["6.1.0-13-amd64", 6, 1, 0],
  ["5.15.90.1-microsoft-standard-WSL2", 5, 15, 90],
  ["6.18.44+", 6, 18, 44],
  ["2.6.300", 2, 7, 44],
  ["4.255.256", 5, 0, 0],
  ["0.0.0", 0, 0, 0],
  ["255.255.255", 255, 255, 255],
  ["256.0.1", 0, 0, 1],
])("%s is %d.%d.%d", (text, major, minor, patch) => {
  expect(parseKernelVersion(text)).toEqual({ major, minor, patch });
});

test.each([
  "",
  "any",
  "6",
  "6.1",
  "6.1-rc3",
  "6.1.",
  "v6.1.0",
  " 6.1.0",
  "6.1.0x",
  "-6.1.0",
  "6.1.1000000",
  "6..1",
  "6.1.0x10",
])("%j is no version", (text) => {
  expect(() => parseKernelVersion(text)).toThrow(
    expect.objectContaining({
      errno: "EINVAL",
      message: `kernel version ${JSON.stringify(text)} is not of the form A.B.C`,
    }),
  );
});
