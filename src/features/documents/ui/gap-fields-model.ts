import type { FactKind } from '#src/lib/wording/model.ts';

/** A field of a wording as its input needs it. */
export interface FieldKind {
  readonly name: string;
  readonly kind: FactKind;
  readonly description: string;
  /** What the author typed before, as they would type it. */
  readonly typed: string;
  readonly post: string;
}
