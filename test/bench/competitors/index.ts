import { binaryParser } from "./binary-parser.ts";
import { bufferLayout } from "./buffer-layout.ts";
import { bufferMethods } from "./buffer-methods.ts";
import { bytewright } from "./bytewright.ts";
import type { Competitor } from "./competitor.ts";
import { dataView } from "./data-view.ts";
import { flatbuffers } from "./flatbuffers.ts";
import { kaitai } from "./kaitai.ts";
import { microPacked } from "./micro-packed.ts";
import { protobufjs } from "./protobuf.ts";
import { restructure } from "./restructure.ts";
import { solanaCodecs } from "./solana-codecs.ts";
import { structurae } from "./structurae.ts";
import { typedBinary } from "./typed-binary.ts";
import { typedStruct } from "./typed-struct.ts";

/** All that are compared, but for C, which runs beside this process. */
export const competitors: readonly Competitor[] = [
  bytewright,
  dataView,
  bufferMethods,
  kaitai,
  flatbuffers,
  protobufjs,
  structurae,
  bufferLayout,
  binaryParser,
  typedBinary,
  microPacked,
  restructure,
  solanaCodecs,
  typedStruct,
];
