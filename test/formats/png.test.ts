import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { png } from "../../schema/png/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import { bytewright } from "../support/run.ts";
import { readReal } from "./real-file.ts";

test.each(["plain", "palette", "full"])("%s.png has the chunks that pngcheck tells, where it tells them", (name) => {
  const { frames, records } = readReal(`png/${name}.png`, png);
  const said = readFileSync(new URL(`png/${name}.pngcheck`, import.meta.url), "utf8");
  const told = [...said.matchAll(/chunk (\w+) at offset 0x(\w+), length (\d+)/g)].map(([, type, at, length]) => {
    return [type, Number.parseInt(at ?? "", 16), Number(length)];
  });
  // pngcheck tells where a chunk's data begins
  const chunks = frames.filter((frame) => frame.kind === "record");
  expect(chunks.map(({ type, offset, bytes }) => [type, offset + 4, bytes.length - 12])).toEqual(told);
  const [header] = records;
  const [, width, height] = /(\d+) x (\d+) image/.exec(said) ?? [];
  expect([`${header?.width}`, `${header?.height}`]).toEqual([width, height]);
  const data = records.filter(({ $name }) => $name === "png_idat").map((one) => one.data as Uint8Array);
  expect(inflateSync(Buffer.concat(data)).length).toBeGreaterThan(0);
});

test("what pnmtopng was told is there", () => {
  const { records } = readReal("png/full.png", png);
  const found = Object.fromEntries(records.map((one) => [one.$name, one]));
  expect(found.png_phys).toMatchObject({ x: 2835, y: 2835, unit: 1 });
  expect(found.png_time).toMatchObject({ year: 2026, month: 1, day: 2, hour: 3, minute: 4, second: 5 });
  expect(found.png_gama).toMatchObject({ gamma: 45455 });
  const texts = records.filter(({ $name }) => $name === "png_text");
  expect(texts.map(({ keyword, text }) => [keyword, Buffer.from(text as Uint8Array).toString("latin1")])).toEqual([
    ["Title", "A small picture"],
    ["Author", "Nobody"],
  ]);
});

test("a byte that was changed is told of, and a chunk that is written has its CRC", () => {
  const family = dynamicFamily(png);
  const bytes = new Uint8Array(readFileSync(new URL("png/full.png", import.meta.url)));
  bytes[0x10] = 9;
  expect(() => family.decode(bytes, 8)).toThrow(/at 0x1d: png_ihdr\.crc is 0x\w+, expected 0x\w+/);
  const end = family.encode({ $name: "png_iend" });
  // PNG's last chunk, as every file ends
  expect(Buffer.from(end).toString("hex")).toBe("0000000049454e44ae426082");
});

test("what is set in place has the CRC that it then needs", () => {
  const folder = mkdtempSync(join(tmpdir(), "bytewright-png-"));
  try {
    const file = join(folder, "full.png");
    copyFileSync(new URL("png/full.png", import.meta.url), file);
    expect(bytewright(["verify", "--schema", "png", file]).code).toBe(0);
    expect(bytewright(["set", "--schema", "png", file, "png_gama.gamma=50000"])).toMatchObject({ code: 0, stderr: "" });
    expect(bytewright(["get", "--schema", "png", file, "png_gama.gamma"]).stdout).toBe("50000\n");
    expect(bytewright(["verify", "--schema", "png", file]).code).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
