import { inBounds, viewOf } from "./binding.ts";
import type { View } from "./codec.ts";
import { BytewrightError } from "./errors.ts";
import { outOfBounds } from "./faults.ts";
import { jsonOf } from "./json.ts";
import type { Layout } from "./layout.ts";

const none: Uint8Array = /* @__PURE__ */ new Uint8Array(0);

/** What all views share. Their names start with `$`, which no C name does. */
export abstract class RecordView implements View {
  declare $bytes: Uint8Array;
  /** accessors for `$bytes` */
  declare $view: DataView;
  declare $at: number;
  /** whether they are read as little-endian */
  declare readonly $le: boolean;

  constructor(bytes: Uint8Array, at: number, le: boolean) {
    this.$le = le;
    this.$bytes = none;
    this.$moveTo(at, bytes);
  }

  abstract get $layout(): Layout;

  get $name(): string {
    return this.$layout.name;
  }

  $moveTo(at: number, bytes: Uint8Array = this.$bytes): this {
    const { name, size, record } = this.$layout;
    const least = record?.baseSize ?? size;
    if (!inBounds(bytes, at, least)) throw new BytewrightError(outOfBounds(name, bytes, at, least));
    this.$bytes = bytes;
    this.$view = viewOf(bytes);
    this.$at = at;
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

// What `console.log` shows in Node; not a method, because declarations cannot name a symbol made by `Symbol.for`.
Object.defineProperty(RecordView.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: RecordView): unknown {
    return { $name: this.$name, $at: this.$at, ...this.toJSON() };
  },
});
