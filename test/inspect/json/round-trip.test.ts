import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import { imageToJson, jsonToImage } from "../../../src/inspect/index.ts";
import type { Family } from "../../../src/wire/index.ts";
import { aligned, counted, unmeasured, wide, zoo } from "../../image/support/families.ts";
import { hex } from "../../image/support/frames.ts";
import { runs } from "../../support/all-runs.ts";
import { ordinaryImage, vectors } from "../../vectors/vectors.ts";
import { ox } from "../support/ox.ts";
import { expectRoundTrip, linesOf } from "../support/round-trip.ts";

const firstLine = '{"format":"bytewright","version":1,"family":"ckpt","byteOrder":"little"}';

test("an ordinary image", () => {
  expect(imageToJson(ordinaryImage(), Ckpt).split("\n")).toEqual([
    firstLine,
    '{"offset":0,"record":"ckpt_hdr_header","type":1,"len":56,"fields":{"magic":"71755283111793152","major":2,"minor":6,' +
      '"patch":37,"rev":3,"constants":{"task_comm_len":16,"uts_release_len":65,"uts_version_len":65,"uts_machine_len":65},' +
      '"time":"1292343295","uflags":"0"}}',
    expect.stringMatching(
      /^\{"offset":56,"record":"ckpt_hdr_buffer","type":3,"len":73,"fields":\{"payload":"322e362e3/,
    ),
    expect.stringMatching(/^\{"offset":129,/),
    expect.stringMatching(/^\{"offset":202,/),
    '{"offset":275,"record":"ckpt_hdr_container","type":2,"len":8,"fields":{}}',
    '{"offset":283,"record":"ckpt_hdr_task","type":101,"len":40,"fields":{"state":0,"exit_state":0,"exit_code":0,' +
      '"exit_signal":17,"set_child_tid":"0","clear_child_tid":"139716164221072"}}',
    '{"offset":323,"record":"ckpt_hdr_string","type":4,"len":24,"fields":{"payload":"62617368000000000000000000000000"}}',
    '{"offset":347,"record":"ckpt_hdr_tail","type":9001,"len":16,"fields":{"magic":"12712608215789312"}}',
    "",
  ]);
});

test("an image of lines has a buffer of its own, with nothing behind it", () => {
  const image = jsonToImage(imageToJson(ordinaryImage(), Ckpt), Ckpt);
  expect(image.buffer.byteLength).toBe(image.length);
});

test.each(vectors.map(({ name, image }) => [name, image] as const))("%s comes back byte for byte", (_, image) => {
  expectRoundTrip(image, Ckpt, 1);
  expectRoundTrip(image, Ckpt, 4096);
});

describe("lines for what is not ordinary", () => {
  const cases: [string, Family, string, string[]][] = [
    ["no bytes", Ckpt, "", []],
    [
      "an unknown type",
      Ckpt,
      "4d000000 09000000 ff",
      ['{"offset":0,"record":"unknown","type":77,"len":9,"bytes":"4d00000009000000ff"}'],
    ],
    [
      "a wrong constant: raw counts, fields inform",
      Ckpt,
      "29230000 10000000 01000000 00000000",
      [
        '{"offset":0,"record":"ckpt_hdr_tail","type":9001,"len":16,"fields":{"magic":"1"},"raw":"29230000100000000100000000000000"}',
      ],
    ],
    [
      "a record too short for its fields",
      Ckpt,
      "65000000 09000000 ff",
      ['{"offset":0,"record":"ckpt_hdr_task","type":101,"len":9,"raw":"6500000009000000ff"}'],
    ],
    [
      "what is no record",
      Ckpt,
      "02000000 08000000 01000000 07",
      [
        '{"offset":0,"record":"ckpt_hdr_container","type":2,"len":8,"fields":{}}',
        '{"offset":8,"tail":"0100000007","reason":"at 0x8: truncated header: 5 of 8 bytes"}',
      ],
    ],
    [
      "zeros that align the next record are not told",
      aligned,
      "09000000 0100 0500 41 000000 08000000 0100 0000",
      [
        '{"offset":0,"record":"msg_note","type":1,"len":9,"fields":{"hdr":{"flags":5},"text":"41"}}',
        '{"offset":12,"record":"msg_note","type":1,"len":8,"fields":{"hdr":{"flags":0},"text":""}}',
      ],
    ],
    [
      "other bytes between records are",
      aligned,
      "09000000 0100 0000 41 00ff00 08000000 0100 0000",
      [
        '{"offset":0,"record":"msg_note","type":1,"len":9,"fields":{"hdr":{"flags":0},"text":"41"}}',
        '{"offset":9,"padding":"00ff00"}',
        '{"offset":12,"record":"msg_note","type":1,"len":8,"fields":{"hdr":{"flags":0},"text":""}}',
      ],
    ],
    [
      "and zeros that no record follows",
      aligned,
      "09000000 0100 0000 41 0000",
      [
        '{"offset":0,"record":"msg_note","type":1,"len":9,"fields":{"hdr":{"flags":0},"text":"41"}}',
        '{"offset":9,"padding":"0000"}',
      ],
    ],
    [
      "a family without types",
      wide,
      "0000000000000001 1100000000000000 41",
      ['{"offset":0,"record":"wide_data","len":17,"fields":{"hdr":{"type":"1"},"data":"41"}}'],
    ],
    [
      "a list and its count",
      unmeasured,
      "0200 0200 01000000 02000000",
      ['{"offset":0,"record":"tag_list","type":2,"len":12,"fields":{"count":2,"values":[1,2]}}'],
    ],
  ];

  test.each(cases)("%s", (_, family, bytes, expected) => {
    expect(linesOf(hex(bytes), family)).toEqual(expected);
    expectRoundTrip(hex(bytes), family, 3);
  });
});

describe("kinds of field", () => {
  test("all in one record", () => {
    expect(linesOf(zoo.encode(ox), zoo)).toEqual([
      '{"offset":0,"record":"zoo_animal","type":2,"len":56,"fields":{"name":"na\\u00efve\\udcff","born":"-5","weight":1.5,' +
        '"colour":1,"rights":5,"legs":4,"tail":9,"where":{"x":-1,"y":7},"mood":51966,"luck":-2,"dice":[1,2,3]}}',
    ]);
  });

  test.each([Number.NaN, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324])("the number %d", (weight) => {
    const bytes = zoo.encode({ ...ox, weight });
    expect(linesOf(bytes, zoo)[0]).not.toContain("raw");
    expectRoundTrip(bytes, zoo, 100);
  });

  test.each([
    ["a NaN with other bits", 16 + 8, 0x01],
    ["a bit in a hole of bits", 0x22, 0x08],
    ["a reserved field", 0x24, 0x01],
  ])("%s is kept in raw", (_, at, byte) => {
    const bytes = zoo.encode({ ...ox, weight: Number.NaN });
    bytes[at] = (bytes[at] as number) | byte;
    expect(linesOf(bytes, zoo)[0]).toContain('"raw":');
    expectRoundTrip(bytes, zoo, 100);
  });

  test("both byte orders give the same fields", () => {
    const open = { $name: "zoo_open" };
    const images = [zoo, zoo.be].map((family) => Buffer.concat([family.encode(open), family.encode(ox)]));
    const [little, big] = images.map((image) => imageToJson(image, zoo));
    expect(big).toBe(little?.replace('"byteOrder":"little"', '"byteOrder":"big"'));
    for (const image of images) expectRoundTrip(image, zoo, 5);
  });
});

test("any bytes come back, whatever the family and the chunks", () => {
  const families = fc.constantFrom<Family>(Ckpt, aligned, counted, unmeasured, wide, zoo);
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(fc.constantFrom(0, 1, 2, 3, 8, 9, 101), { maxLength: 200 }).map((list) => Uint8Array.from(list)),
  );
  fc.assert(
    fc.property(bytes, families, fc.integer({ min: 1, max: 99 }), (image, family, chunkSize) => {
      expectRoundTrip(image, family, chunkSize);
    }),
    runs(2000),
  );
});

test("records with any contents come back", () => {
  const types = fc.constantFrom<[number, number]>(
    [1, 56],
    [2, 8],
    [3, 30],
    [4, 8],
    [101, 40],
    [9001, 16],
    [9999, 12],
    [5, 11],
  );
  const record = types.chain(([type, size]) =>
    fc.uint8Array({ minLength: size - 8, maxLength: size - 8 }).map((rest) => {
      const header = Uint32Array.of(type, size);
      return Buffer.concat([Buffer.from(header.buffer), rest]);
    }),
  );
  fc.assert(
    fc.property(fc.array(record, { maxLength: 5 }), (records) => expectRoundTrip(Buffer.concat(records), Ckpt, 50)),
  );
});
