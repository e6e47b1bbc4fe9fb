/// <reference lib="dom" />
/** Parts that all views are made of. */
import { useEffect, useRef, useState } from "preact/hooks";
import { html, type VNode } from "./html.ts";
import { linkTo } from "./routes.ts";
import { visible } from "./text.ts";
import type { Origin } from "../shapes.ts";

/**
 * A sentence about what is wrong, in the place concerned.
 *
 * @param props The sentence; empty for none.
 * @returns The sentence; nothing when all is well.
 */
export function Trouble({ text }: { text: string }): VNode | null {
  return text ? html`<p class="note bad" role="alert">${text}</p>` : null;
}

/**
 * What stands where nothing is, and what to do next.
 *
 * @param props The headline, and what to do next.
 * @returns The words.
 */
export function Empty(
  { title, children }: { title: string; children?: unknown },
): VNode {
  return html`<div class="empty"><p><strong>${title}</strong></p>${children}</div>`;
}

/**
 * What stands where the first answer is awaited.
 *
 * @returns The words.
 */
export function Waiting(): VNode {
  return html`<p class="muted" role="status">Asking the brokers…</p>`;
}

/**
 * The name of a topic or group, which leads to its view.
 *
 * @param props The cluster, the list that it stands in, and its full name.
 * @returns The link.
 */
export function NameLink(
  { cluster, list, name }: {
    cluster: string;
    list: "topics" | "groups";
    name: string;
  },
): VNode {
  return html`<a class="name" href=${linkTo(cluster, [list, name])}>${
    visible(name)
  }</a>`;
}

/**
 * Where a name comes from.
 *
 * @param props The origin; `null` for none.
 * @returns The words; nothing when the course has not made it.
 */
export function OriginChip(
  { origin }: { origin: Origin | null },
): VNode | null {
  if (!origin || origin.chapters.length === 0) return null;
  const chapters = origin.chapters.map((each) => Number(each.slice(0, 2)));
  const words = chapters.length > 3
    ? `one of ${chapters.length} chapters`
    : `chapter ${chapters.join(" or ")}`;
  return html`<span class="small muted">${words}${
    origin.check ? `, check of ${origin.check}` : ""
  }, run ${origin.run}</span>`;
}

/** Options of a {@linkcode Dialog}. */
interface DialogProps {
  title: string;
  /** The words on the button that does it. */
  action: string;
  /** Whether it destroys something. */
  danger?: boolean;
  /** Does it; the dialog closes unless it throws. */
  onAction: () => Promise<void>;
  onClose: () => void;
  children?: unknown;
}

/**
 * A question to the reader before something is changed; Escape and Cancel leave all as it is.
 *
 * @param props The title, the words on the buttons, and what they do.
 * @returns The dialog.
 */
export function Dialog(
  { title, action, danger, onAction, onClose, children }: DialogProps,
): VNode {
  const element = useRef<HTMLDialogElement>(null);
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => element.current?.showModal(), []);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setTrouble("");
    try {
      await onAction();
      onClose();
    } catch (error) {
      setTrouble((error as Error).message);
      setBusy(false);
    }
  };
  return html`
    <dialog ref=${element} onClose=${onClose} aria-label=${title}>
      <form onSubmit=${submit}>
          <h2>${title}</h2>
          ${children}
          <${Trouble} text=${trouble} />
          <div class="end">
            <button type="button" onClick=${onClose}>Cancel</button>
            <button class=${danger
              ? "danger"
              : "main"} disabled=${busy}>${action}</button>
          </div>
        </form>
    </dialog>
  `;
}

/**
 * A choice of one of a few things.
 *
 * @param props The choice, the options, the label for screen readers, and what to call with the next choice.
 * @returns The buttons.
 */
export function Segments<T extends string>(
  { value, options, label, onChange }: {
    value: T;
    options: readonly (readonly [value: T, words: string])[];
    label: string;
    onChange: (value: T) => void;
  },
): VNode {
  return html`<span class="segments" role="group" aria-label=${label}>
    ${
    options.map(([each, words]) =>
      html`
        <button type="button" aria-pressed=${each === value}
          onClick=${() => onChange(each)}>${words}</button>
      `
    )
  }</span>`;
}
