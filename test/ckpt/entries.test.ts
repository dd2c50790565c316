import { readFileSync } from "node:fs";
// As others import them: by the names that package.json exports.
import * as checkpoint from "bytewright/checkpoint";
import { CkptHdrHeader, CkptHdrTail } from "bytewright/ckpt";
import { bytesPort, gatheringPort, runSync } from "bytewright/io";
import * as restart from "bytewright/restart";
import { expect, test } from "vitest";

const image = readFileSync(new URL("../examples/bash.ckpt", import.meta.url));

test("checkpoint and restart give one class of errors, and what their options are made of", () => {
  expect(checkpoint.CkptError).toBe(restart.CkptError);
  expect(checkpoint.DebugLevel).toBe(restart.DebugLevel);
  const lines: string[] = [];
  const debug: restart.Debug = { mask: restart.DebugLevel.RW, print: (line) => lines.push(line) };
  expect(restart.restartBytes({ bytes: image, kernel: "any", debug }).consumed).toBe(image.length);
  expect(lines.length).toBeGreaterThan(5);
  expect(() => restart.restartBytes({ bytes: image.subarray(1), kernel: "any" })).toThrow(restart.CkptError);
  expect(restart.errnos.EINVAL).toBe(22);
});

test("single records are written and read by those who compose drivers of their own", () => {
  const port = gatheringPort();
  runSync(checkpoint.writeRecord(checkpoint.createContext(), CkptHdrTail, {}), port);
  expect(port.bytes()).toEqual(CkptHdrTail.encode({}));
  const { view } = runSync(restart.readRecord(restart.createContext(), CkptHdrHeader), bytesPort(image));
  expect(view.rev).toBe(3);
});
