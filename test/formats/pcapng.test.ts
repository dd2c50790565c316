import { expect, test } from "vitest";
import { pcapng } from "../../schema/pcapng/index.ts";
import { readReal, readTable } from "./real-file.ts";

type Option = { readonly $name: string; readonly value?: unknown };

test.each([
  ["commented", 6],
  ["nano", 9],
] as const)("%s.pcapng is what tshark and capinfos say", (name, digits) => {
  const { records } = readReal(`pcapng/${name}.pcapng`, pcapng);
  const said = new Map(
    readTable(`pcapng/${name}.capinfos`, /(?:: +| = )/).map(([key = "", value = ""]) => [key.trim(), value]),
  );
  const [section, described, ...packets] = records;
  expect(optionOf(section?.options, "shb_userappl")).toBe(said.get("Capture application"));
  expect(described).toMatchObject({ link_type: 1, snap_len: Number(said.get("Capture length")) });
  expect(optionOf(described?.options, "idb_if_tsresol") ?? 6).toBe(digits);
  const rows = packets.map((packet) => {
    const high = BigInt(packet.timestamp_high as number);
    const units = (high << 32n) | BigInt(packet.timestamp_low as number);
    const second = 10n ** BigInt(digits);
    const fraction = String(units % second)
      .padStart(digits, "0")
      .padEnd(9, "0");
    const comment = optionOf(packet.options, "epb_comment") ?? "";
    return [`${units / second}.${fraction}`, `${packet.captured_len}`, `${packet.original_len}`, `${comment}`];
  });
  expect(rows).toEqual(readTable(`pcapng/${name}.tshark`).map((row) => [...row, ""].slice(0, 4)));
});

function optionOf(options: unknown, name: string): unknown {
  return (options as readonly Option[]).find(({ $name }) => $name === name)?.value;
}
