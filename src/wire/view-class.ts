import { valueChanged } from "./faults.ts";
import { fieldsOf, isSeenAsBytes, isSettable } from "./fields.ts";
import { fieldReader } from "./kinds/field-reader.ts";
import { type Choices, choices } from "./kinds/hooks.ts";
import { type Coder, coderOf, type Read, useCoders, useValues, type Values, valuesOf } from "./kinds/kind.ts";
import { memberMeant } from "./kinds/tag.ts";
import { type FieldLayout, fieldTypeOf, keyOf, type Layout, type Tag, type Told, type TypeLayout } from "./layout.ts";
import { RecordView } from "./view.ts";
import { whereIn } from "./where.ts";

export type ViewClass = new (bytes: Uint8Array, at: number, le: boolean) => RecordView;
type Get = (view: RecordView) => unknown;

const known: WeakMap<Layout, ViewClass> = /* @__PURE__ */ new WeakMap<Layout, ViewClass>();

/**
 * Views of what has no module of its own: a getter for each field, header and reserved ones included, and setters.
 * `around` is the record that errors in structs without a name tell; `getterOf` knows of fields what only it can.
 */
export function viewClassOf(
  layout: Layout,
  around: string = layout.name,
  getterOf: (field: FieldLayout, record: string) => Get | undefined = () => undefined,
): ViewClass {
  const made = known.get(layout);
  if (made !== undefined) return made;
  const record = isPart(layout) ? around : layout.name;
  class LayoutView extends RecordView {
    override get $layout(): Layout {
      return layout;
    }
  }
  if (!isPart(layout)) known.set(layout, LayoutView);
  const { all } = fieldsOf(layout);
  const tell = choices?.teller(layout);
  for (const field of all) {
    const get = getterOf(field, record) ?? getter(field, tell, record);
    Object.defineProperty(LayoutView.prototype, keyOf(field), {
      get(this: RecordView) {
        return get(this);
      },
      ...(isSettable(field) && {
        set(this: RecordView, value: unknown) {
          putIn(this, field, takeFor(this, field, value, record));
        },
      }),
    });
  }
  if (layout.tag !== undefined) defineMember(LayoutView.prototype, layout.tag);
  return LayoutView;
}

/** Whether errors tell the record around it: of a union, and of a struct that has no name or is another elsewhere. */
function isPart({ name, kind, members, record }: Layout): boolean {
  if (record !== undefined) return false;
  return name === "" || kind === "union" || members.some((one) => one.kind === "field" && (one.derived || one.tells));
}

function getter(field: FieldLayout, tell: ReturnType<Choices["teller"]>, record: string): Get {
  const { offset, size } = field;
  if (isSeenAsBytes(field)) return ({ $at, $bytes }) => $bytes.subarray($at + offset, $at + offset + size);
  const type = fieldTypeOf(field);
  const read = fieldReader(field, coderOf(type).look?.(type, record));
  return ({ $bytes: bytes, $view, $at, $le, $told }) => {
    return read({ bytes, view: $view }, $at, $le, 0, tell === undefined ? $told : tell($view, $at, $le, $told));
  };
}

/** What tags say of the unions in what a view sees. */
export function toldIn({ $layout, $view, $at, $le, $told }: RecordView): Told | undefined {
  return choices?.teller($layout)?.($view, $at, $le, $told) ?? $told;
}

/** A view of something in what tags tell of. */
export function withTold(view: RecordView, told: Told | undefined): RecordView {
  return told === undefined ? view : Object.assign(view, { $told: told });
}

/** Writes what was taken of a field. */
function putIn(view: RecordView, field: FieldLayout, taken: unknown): void {
  // A list that was read for it may have made the buffer smaller.
  const { $bytes: bytes, $view, $at, $le } = view.$moveTo(view.$at);
  const type = fieldTypeOf(field);
  const p = $at + field.offset;
  if (field.bits === undefined) bytes.fill(0, p, p + field.size);
  coderOf(type).writer(type)({ bytes, view: $view }, p, $le, taken);
}

/** What a view tells of the member that is meant: so it is a value that can be encoded. */
function defineMember(prototype: RecordView, tag: Tag): void {
  Object.defineProperty(prototype, "$member", {
    get(this: RecordView) {
      return memberMeant(tag, this.$told?.[tag.field]) ?? "unknown";
    },
  });
}

const lookers: WeakMap<TypeLayout, Read> = /* @__PURE__ */ new WeakMap<TypeLayout, Read>();

/** What a generated view gives of a struct or union without a module: a view, `offset` bytes from its own start. */
export function lookInside<V>(type: TypeLayout, view: RecordView, offset: number): V {
  const look = lookers.get(type) ?? (coderOf(type).look?.(type, view.$layout.name) as Read);
  lookers.set(type, look);
  const { $bytes: bytes, $view, $at, $le } = view;
  return look({ bytes, view: $view }, $at + offset, $le, 0) as V;
}

/**
 * Says why a field of a view cannot be written.
 * @throws BytewrightError
 */
export function refuseIn(view: RecordView, name: string, value: unknown, used: Values<never>): never {
  useValues([used]);
  takeFor(view, fieldNamed(view, name), value);
  throw valueChanged(view.$layout.name, name);
}

/** Writes text, bytes or a list into a field of a view. */
export function setIn(view: RecordView, name: string, value: unknown, used: readonly Coder<never>[]): void {
  useCoders(used);
  const field = fieldNamed(view, name);
  putIn(view, field, takeFor(view, field, value));
}

function fieldNamed({ $layout }: RecordView, name: string): FieldLayout {
  return fieldsOf($layout).all.find((field) => field.name === name) as FieldLayout;
}

/**
 * What a value says for a field.
 * @throws BytewrightError if it does not fit
 */
function takeFor(view: RecordView, field: FieldLayout, value: unknown, record: string = view.$name): unknown {
  const type = fieldTypeOf(field);
  return valuesOf(type).taker(type)(value, whereIn(record, field.name, view.$le));
}
