/// <reference lib="dom" />
/** Preact and htm, with the types that they lack together. */
import htm from "htm";
import { h, type VNode } from "preact";

export type { VNode } from "preact";

/** Makes an element of a template, as `html\`<b>${text}</b>\`` does; values are text, never markup. */
export const html: (
  strings: TemplateStringsArray,
  ...values: unknown[]
) => VNode = (htm as unknown as {
  bind(make: typeof h): typeof html;
}).bind(h);
