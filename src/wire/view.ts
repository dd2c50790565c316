import { fresh, inBounds, viewOf } from "./binding.ts";
import type { View } from "./codec.ts";
import { BytewrightError } from "./errors.ts";
import { outOfBounds } from "./faults.ts";
import { jsonOf } from "./json.ts";
import { type Layout, leastSize, type Told } from "./layout.ts";

const nodeInspect = /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom");

/** What `console.log` shows in Node; of a type that says nothing of it, because declarations cannot name the symbol. */
const Shown: new () => object = class {
  [nodeInspect](this: RecordView): unknown {
    return { $name: this.$name, $at: this.$at, ...this.toJSON() };
  }
};

/** What all views share. Their names start with `$`, which no C name does. */
export abstract class RecordView extends Shown implements View {
  declare $bytes: Uint8Array;
  /** accessors for `$bytes` */
  declare $view: DataView;
  declare $at: number;
  /** whether they are read as little-endian */
  declare readonly $le: boolean;
  /** of something inside a record: what tags around it say */
  declare $told?: Told;

  constructor(bytes: Uint8Array, at: number, le: boolean) {
    super();
    this.$le = le;
    this.$bytes = fresh;
    this.$moveTo(at, bytes);
  }

  abstract get $layout(): Layout;

  get $name(): string {
    return this.$layout.name;
  }

  $moveTo(at: number, bytes: Uint8Array = this.$bytes): this {
    const layout = this.$layout;
    const least = leastSize(layout);
    if (!inBounds(bytes, at, least)) throw new BytewrightError(outOfBounds(layout.name, bytes, at, least));
    this.$place(at, bytes);
    return this;
  }

  /** As `$moveTo`, for who knows already that the record lies in the bytes: scanning would pay for its checks twice. */
  $place(at: number, bytes: Uint8Array): void {
    if (this.$bytes !== bytes) {
      this.$bytes = bytes;
      this.$view = viewOf(bytes);
    }
    this.$at = at;
  }

  toJSON(): { readonly [field: string]: unknown } {
    return jsonOf(this, this.$layout);
  }
}
