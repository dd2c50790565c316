import { findField, type Layout, largestRecord, sizesOf } from "../../src/wire/index.ts";
import { takeMembers } from "../kinds/struct.ts";
import { inUnits } from "./decode.ts";
import { Encoder } from "./encoder.ts";
import type { Scope } from "./scope.ts";
import { functionText, mentions, typeText } from "./text.ts";

/** How a value is encoded: the statements of `encodeInto`, and the function that stores what they have checked. */
export function emitEncode(layout: Layout, name: string, scope: Scope): { statements: string[]; write: string } {
  const { record } = layout;
  const encoder = new Encoder(scope, "return this.refuse(value);");
  const sizes = sizesOf(layout);
  const { baseSize: least, before, unit, array } = sizes;
  const stride = array?.type.stride;
  const elements = stride === undefined ? "" : stride === 1 ? "n" : `n * ${stride}`;
  const size = elements === "" ? String(least) : `${least} + ${elements}`;
  encoder.end = least;
  const { type } = record ?? {};
  encoder.known = { type: type === undefined ? undefined : typeText(type), length: inUnits(sizes, elements) };
  if (record !== undefined) encoder.checks.push(`($name !== undefined && $name !== ${JSON.stringify(layout.name)})`);
  takeMembers(layout, "value", 0, encoder, name);
  encoder.checks.push(...variantChecks(layout, encoder));
  if (array !== undefined && record !== undefined) {
    encoder.checks.push(`${size} > ${largestRecord(record.framing)}`);
    if (unit !== 1) encoder.checks.push(`(${size} - ${before}) % ${unit} !== 0`);
  }
  const stores = encoder.storing(elements, encoder.staged);
  const usesBytes = mentions(stores.join("\n"), "to");
  const parameters = [
    ...(usesBytes ? ["to: Uint8Array"] : []),
    ...["v: DataView", "p: number", "le: boolean"],
    ...(array === undefined ? [] : ["n: number"]),
    ...encoder.parameters.map(({ name, type }) => `${name}: ${type}`),
  ];
  // Of several arrays of bytes the second might be where the first was written.
  const copied = encoder.bytesGiven.length > 1 && !encoder.staged ? encoder.bytesGiven : [];
  const copies = new Map(copied.map(({ local }) => [local, `${local}$`]));
  const call = (at: string, le: string) => {
    const values = new Map([...copies, ["p", at], ["le", le]]);
    const names = parameters.map((one) => one.split(":")[0] as string);
    return `write(${names.map((name) => values.get(name) ?? name).join(", ")})`;
  };
  const noRoom = `return this.noRoom(bytes, at, ${size});`;
  const isFresh = () => `bytes === ${scope.call("fresh")}`;
  const isThere = `${scope.call("inBounds")}(bytes, at, ${size})`;
  const viewOf = scope.call("viewOf");
  const staging = encoder.staging();
  const stagesBytes = usesBytes || mentions(staging.join("\n"), "to");
  const tail = encoder.staged
    ? [
        `const staged = ${scope.call("stage")}(${size}), ${stagesBytes ? "to = staged.bytes, " : ""}v = staged.view, p = 0, le = this.le;`,
        ...staging,
        `${call("p", "le")};`,
        `if (!${scope.call("hasRoom")}(bytes, at, ${size})) ${noRoom}`,
        `return ${scope.call("unstage")}(staged, bytes, at);`,
      ]
    : usesBytes
      ? [
          "let to = bytes;",
          `if (${isFresh()}) to = ${scope.call("room")}(${size});`,
          `else if (!${isThere}) ${noRoom}`,
          ...copied.map((one) => `const ${one.local}$ = ${scope.call("cloneBytes")}(${one.local}, ${one.size});`),
          `const v = ${viewOf}(to);`,
          `return ${call("at", "this.le")};`,
        ]
      : [
          // Asked in one place: a call of its own costs a fifth of a TASK (Node 20), as the engine inlines so much and no more.
          "let v: DataView;",
          `if (${isFresh()}) v = ${scope.call("roomView")}(${size});`,
          `else if (${isThere}) v = ${viewOf}(bytes);`,
          `else ${noRoom}`,
          // With the order as a constant the engine has no choices left in what it inlines (Node 24, HEADER: 44 and 34 ns).
          `return this.le ? ${call("at", "true")} : ${call("at", "false")};`,
        ];
  const write = functionText("function write", parameters, "number", [...stores, `return p + ${size};`]);
  return { statements: [...encoder.checking(), ...tail], write };
}

/** The field that tells records of one type apart must say that it is this one. */
function variantChecks(layout: Layout, encoder: Encoder): string[] {
  const { when } = layout.record ?? {};
  // A constant has been looked at, where it is given.
  if (when === undefined || findField(layout, when.path.split("."))?.field.constant !== undefined) return [];
  const { path, values, except } = when;
  const local = encoder.localOf(path);
  if (except) return values.map((value) => `${local} === ${value}`);
  return [`(${values.map((value) => `${local} !== ${value}`).join(" && ")})`];
}

/** The function that writes a struct of a list into zeroed bytes that nobody sees yet; false if it does not fit. */
export function emitPut(layout: Layout, name: string, scope: Scope): string {
  const encoder = new Encoder(scope, "return false;", 1);
  takeMembers(layout, "value", 0, encoder, name);
  const parameters = [`value: ${name}Init | undefined`, "to: Uint8Array", "v: DataView", "p: number", "le: boolean"];
  const body = [...encoder.statements(), "return true;"];
  const text = functionText(`export function put$${name}`, parameters, "boolean", body);
  return `/** Writes one of a list; false, if it does not fit. */\n${text}`;
}
