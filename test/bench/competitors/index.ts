import type { Competitor } from "./competitor.ts";

interface Entry {
  readonly name: string;
  /** does not write */
  readonly readsOnly?: true;
  load(): Promise<Competitor>;
}

/** All that are compared, but for C, which runs beside this process. Some take long to load. */
const entries: readonly Entry[] = [
  { name: "bytewright", load: async () => (await import("./bytewright.ts")).bytewright },
  { name: "bytewright, run-time", load: async () => (await import("./run-time.ts")).runTime },
  { name: "by hand, careful", load: async () => (await import("./careful.ts")).careful },
  { name: "floor: careful, all promises", load: async () => (await import("./floors.ts")).floors },
  { name: "by hand, DataView", load: async () => (await import("./data-view.ts")).dataView },
  { name: "by hand, Buffer", load: async () => (await import("./buffer-methods.ts")).bufferMethods },
  { name: "kaitai", readsOnly: true, load: async () => (await import("./kaitai.ts")).kaitai },
  { name: "flatbuffers", load: async () => (await import("./flatbuffers.ts")).flatbuffers },
  { name: "protobufjs (own format)", load: async () => (await import("./protobuf.ts")).protobufjs },
  { name: "structurae", load: async () => (await import("./structurae.ts")).structurae },
  { name: "buffer-layout", load: async () => (await import("./buffer-layout.ts")).bufferLayout },
  { name: "binary-parser", readsOnly: true, load: async () => (await import("./binary-parser.ts")).binaryParser },
  { name: "typed-binary", load: async () => (await import("./typed-binary.ts")).typedBinary },
  { name: "micro-packed", load: async () => (await import("./micro-packed.ts")).microPacked },
  { name: "restructure", load: async () => (await import("./restructure.ts")).restructure },
  { name: "@solana/codecs", load: async () => (await import("./solana-codecs.ts")).solanaCodecs },
  { name: "typed-struct", load: async () => (await import("./typed-struct.ts")).typedStruct },
];

/** A competitor under the name that its rows have. */
export type Named = { readonly name: string } & Competitor;

/** Those of whom something is wanted. */
export async function loadCompetitors(
  wants: "decode" | "encode",
  isWanted: (name: string) => boolean,
): Promise<Named[]> {
  const wanted = entries.filter(({ name, readsOnly }) => isWanted(name) && !(wants === "encode" && readsOnly));
  return await Promise.all(wanted.map(async ({ name, load }) => ({ name, ...(await load()) })));
}
