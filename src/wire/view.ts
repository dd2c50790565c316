import { type Binding, bind, inBounds } from "./binding.ts";
import type { View } from "./codec.ts";
import { BytewrightError } from "./errors.ts";
import { outOfBounds } from "./faults.ts";
import { jsonOf } from "./json.ts";
import type { Layout } from "./layout.ts";

/** What all generated views share. Their names start with `$`, which no C name does. */
export abstract class BaseView implements View {
  /** accessors for `$bytes` */
  $binding: Binding = bind(none);
  $at = 0;

  abstract get $layout(): Layout;

  get $name(): string {
    return this.$layout.name;
  }

  get $bytes(): Uint8Array {
    return this.$binding.bytes;
  }

  $moveTo(at: number, bytes: Uint8Array = this.$binding.bytes): this {
    const size = this.$layout.record?.baseSize ?? this.$layout.size;
    if (!inBounds(bytes, at, size)) {
      throw new BytewrightError(outOfBounds(this.$layout.name, bytes, at, size));
    }
    this.$binding = bind(bytes);
    this.$at = at;
    return this;
  }

  /** As `$moveTo`, for who knows already that the record lies in the bytes: scanning would pay for its checks twice. */
  $place(at: number, binding: Binding): void {
    if (this.$binding !== binding) this.$binding = binding;
    this.$at = at;
  }

  toJSON(): { readonly [field: string]: unknown } {
    return jsonOf(this, this.$layout);
  }
}

// What `console.log` shows in Node; not a method, because declarations cannot name a symbol made by `Symbol.for`.
Object.defineProperty(BaseView.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: BaseView): unknown {
    return { $name: this.$name, $at: this.$at, ...this.toJSON() };
  },
});

const none = new Uint8Array(0);
