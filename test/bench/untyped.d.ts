// Packages without types, as far as they are used here.

declare module "restructure" {
  interface Type {
    size(value: unknown): number;
    decode(stream: DecodeStream): unknown;
    encode(stream: EncodeStream, value: unknown): void;
  }
  interface Struct extends Type {
    toBuffer(value: unknown): Uint8Array;
  }
  const uint16le: Type;
  const uint32le: Type;
  const Struct: new (fields: { readonly [name: string]: Type }) => Struct;
  const ArrayType: new (element: Type, length: string) => Type;
  class DecodeStream {
    constructor(bytes: Uint8Array);
    pos: number;
    readUInt32LE(): number;
  }
  class EncodeStream {
    constructor(bytes: Uint8Array);
    pos: number;
    writeUInt32LE(value: number): void;
  }

  export { ArrayType as Array, DecodeStream, EncodeStream, Struct, type Type, uint16le, uint32le };
}
