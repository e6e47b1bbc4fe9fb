/// <reference lib="dom" />
/** Red underlines below what the language server complains about, and its docstrings at the mouse. */
import type { Cell, CellModel, EditorView, Load } from "./jupyterlab.ts";
import type { Ask, Diagnostic, Hover, Range } from "./language_server.ts";

/** The text of an editor, as CodeMirror has it. */
interface Doc {
  readonly length: number;
  readonly lines: number;
  line(number: number): { from: number };
}

/** The underlines of all editors. */
export interface Underlines {
  /** Underlines errors in a cell, in place of those that were shown. */
  show(cell: Cell, errors: Diagnostic[]): void;
  /** Makes what JupyterLab adds to each editor. */
  extension(about: Ask): unknown;
}

const HOVER_MS = 500;

// deno-lint-ignore no-explicit-any -- CodeMirror's types would be a package of their own
type Any = any;

/**
 * Prepares underlines with JupyterLab's own copy of CodeMirror.
 *
 * @param load Loads one of JupyterLab's packages.
 * @returns The underlines; no editor has any yet.
 */
export async function loadUnderlines(load: Load): Promise<Underlines> {
  const { Decoration, EditorView, hoverTooltip } = await load<Any>(
    "@codemirror/view",
  );
  const { StateEffect, StateField } = await load<Any>("@codemirror/state");
  const { EditorExtensionRegistry } = await load<Any>("@jupyterlab/codemirror");
  const setErrors = StateEffect.define();
  /** By the id of their cell: an editor is made anew when its cell comes into view. */
  const errorsOf = new Map<string, Diagnostic[]>();

  const marks = (doc: Doc, errors: Diagnostic[]): unknown =>
    Decoration.set(
      errors.flatMap(({ range, message }) => {
        const [from, to] = placeOf(doc, range);
        const mark = { class: "wb-error", attributes: { title: message } };
        return from < to ? [Decoration.mark(mark).range(from, to)] : [];
      }),
      true,
    );

  return {
    show({ model, editor }, errors): void {
      errorsOf.set(model.id, errors);
      editor?.editor.dispatch({ effects: setErrors.of(errors) });
    },
    extension: (about) => ({
      name: "kafka-workbook:underlines",
      factory: ({ model }: { model: CellModel }) =>
        EditorExtensionRegistry.createImmutableExtension([
          StateField.define({
            create: ({ doc }: { doc: Doc }) =>
              marks(doc, errorsOf.get(model.id) ?? []),
            update(shown: Any, { changes, effects, newDoc }: Any): unknown {
              const given = effects.find((effect: Any) => effect.is(setErrors));
              return given ? marks(newDoc, given.value) : shown.map(changes);
            },
            provide: (field: unknown) => EditorView.decorations.from(field),
          }),
          hoverTooltip(
            async (_view: EditorView, offset: number) => {
              const hover = await about("hover", model, offset) as Hover;
              if (!hover?.contents?.value) return null;
              const dom = document.createElement("div");
              dom.className = "wb-hover";
              dom.textContent = hover.contents.value
                .replace(/```\w*\n|```/g, "");
              return { pos: offset, create: () => ({ dom }) };
            },
            { hoverTime: HOVER_MS },
          ),
        ]),
    }),
  };
}

/** A range in characters from the beginning of the text; an empty one is widened to a character. */
function placeOf(doc: Doc, { start, end }: Range): [from: number, to: number] {
  const at = ({ line, character }: Range["start"]): number =>
    Math.min(
      doc.line(Math.min(line + 1, doc.lines)).from + character,
      doc.length,
    );
  const [from, to] = [at(start), at(end)];
  if (from < to) return [from, to];
  return from > 0 ? [from - 1, to] : [from, Math.min(to + 1, doc.length)];
}
