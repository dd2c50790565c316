import { expect, test } from "vitest";
import { DirentType, dirent64 } from "../../schema/dirent64/index.ts";
import { readReal, readTable, upToNul } from "./real-file.ts";

interface Entry {
  readonly d: { readonly d_ino: bigint; readonly d_type: number };
  readonly d_name: string;
}

const letters: { readonly [type: number]: string } = {
  [DirentType.DT_REG]: "f",
  [DirentType.DT_DIR]: "d",
  [DirentType.DT_LNK]: "l",
  [DirentType.DT_FIFO]: "p",
  [DirentType.DT_SOCK]: "s",
};

test("a buffer of getdents64 is what ls and find say", () => {
  const { records } = readReal("dirent64/dir.bin", dirent64);
  const entries = records as unknown as Entry[];
  const names = entries.map(({ d, d_name }) => `${d.d_ino} ${upToNul(d_name)}`);
  expect(names).toEqual(readTable("dirent64/dir.ls", "\n").map(([line]) => line));
  const found = entries
    .filter(({ d_name }) => !/^\.\.?\0/.test(d_name))
    .map(({ d, d_name }) => `${letters[d.d_type]} ${d.d_ino} ${upToNul(d_name)}`);
  expect(found).toEqual(readTable("dirent64/dir.find", "\n").map(([line]) => line));
});
