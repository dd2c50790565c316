import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { family, record, type StructDefinition } from "../../schema/dsl/index.ts";
import { gptEntry, gptHeader } from "../../schema/gpt/index.ts";
import { dynamicFamily, dynamicStruct } from "../../src/dynamic/index.ts";
import { describeRecord } from "../../src/inspect/index.ts";

const read = (name: string) => readFileSync(new URL(`gpt/${name}`, import.meta.url));
const disk = new Uint8Array(read("first-sectors"));
const sectorSize = 512;

/** What tools show of a field. */
function shownIn({ name, fields, packed }: StructDefinition, bytes: Uint8Array) {
  const own = family("gpt", { byteOrder: "little", records: [record(name, { fields, packed })] });
  const { rows, faults } = describeRecord(dynamicFamily(own), bytes);
  expect(faults).toEqual([]);
  return new Map(rows.map(({ path, value, meaning }) => [path, meaning || value]));
}

test("the header and the entries are what sfdisk says", () => {
  const header = dynamicStruct(gptHeader);
  const entry = dynamicStruct(gptEntry);
  expect([header.size, entry.size]).toEqual([92, 128]);
  const told = header.decode(disk, sectorSize);
  expect(header.encode(told)).toEqual(disk.slice(sectorSize, sectorSize + 92));
  expect(told).toMatchObject({ header_size: 92, my_lba: 1n, alternate_lba: 2047n, sizeof_partition_entry: 128 });
  const guid = shownIn(gptHeader, disk.subarray(sectorSize, sectorSize + 92)).get("disk_guid");
  const start = Number(told.partition_entry_lba) * sectorSize;
  const lines = [0, 1].map((i) => {
    const bytes = disk.slice(start + i * 128, start + (i + 1) * 128);
    const one = entry.decode(bytes);
    expect(entry.encode(one)).toEqual(bytes);
    const shown = shownIn(gptEntry, bytes);
    const name = String.fromCharCode(...one.partition_name).replace(/\0+$/, "");
    const attributes = {
      none: "",
      "required_to_function | legacy_bios_bootable": ', attrs="RequiredPartition LegacyBIOSBootable"',
    }[shown.get("attributes") ?? ""];
    const size = one.ending_lba - one.starting_lba + 1n;
    const guids = ["partition_type_guid", "unique_partition_guid"].map((field) => shown.get(field)?.toUpperCase());
    return [
      `disk.img${i + 1} : start=${String(one.starting_lba).padStart(12)}, size=${String(size).padStart(12)}`,
      `type=${guids[0]}, uuid=${guids[1]}, name="${name}"${attributes}`,
    ].join(", ");
  });
  const dump = [
    `label-id: ${guid?.toUpperCase()}`,
    `first-lba: ${told.first_usable_lba}`,
    `last-lba: ${told.last_usable_lba}`,
    ...lines,
  ];
  const text = read("disk.sfdisk").toString().split("\n");
  expect(dump).toEqual(text.filter((line) => /^(label-id|first-lba|last-lba|disk.img\d)/.test(line)));
});

test("another signature is refused", () => {
  expect(() => dynamicStruct(gptHeader).decode(disk, 0)).toThrow(
    "gpt_header.signature is 0, expected 0x5452415020494645",
  );
});
