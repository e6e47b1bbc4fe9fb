/** Representations of one value, by MIME type. */
export type MimeBundle = Record<string, unknown>;

/** What a cell printed. */
export interface StreamOutput {
  output_type: "stream";
  name: "stdout" | "stderr";
  text: string;
}

/** What a cell displayed, or its last value. */
export interface DataOutput {
  output_type: "display_data" | "execute_result";
  data: MimeBundle;
  metadata: Record<string, unknown>;
  /** Only with `execute_result`. */
  execution_count?: number | null;
}

/** What a cell threw. */
export interface ErrorOutput {
  output_type: "error";
  ename: string;
  evalue: string;
  traceback: string[];
}

/** An output as a notebook file keeps it (nbformat 4). */
export type Output = StreamOutput | DataOutput | ErrorOutput;

/**
 * What a reader sees in a front end that shows plain text only.
 *
 * @param outputs Of one cell.
 * @returns Printed text and `text/plain` representations, in their order; errors are left out.
 */
export function textOf(outputs: Output[]): string {
  return outputs.map((output) => {
    if (output.output_type === "stream") return output.text;
    if (output.output_type === "error") return "";
    return String(output.data["text/plain"] ?? "");
  }).join("");
}

/**
 * Picks out one representation of what was displayed.
 *
 * @param outputs Of one cell.
 * @param mime Such as `text/html`.
 * @returns One value for each output that has it, in their order; often empty.
 */
export function dataOf(outputs: Output[], mime: string): unknown[] {
  return outputs.flatMap((output) =>
    "data" in output && mime in output.data ? [output.data[mime]] : []
  );
}

/**
 * Changes what outputs say, in place.
 *
 * @param outputs Of one cell.
 * @param change Gets each text of them and gives the new one.
 */
export function mapText(
  outputs: Output[],
  change: (text: string) => string,
): void {
  for (const output of outputs) {
    if (output.output_type === "stream") output.text = change(output.text);
    else if (output.output_type === "error") {
      output.traceback = output.traceback.map(change);
    } else {
      for (const [mime, value] of Object.entries(output.data)) {
        if (typeof value === "string") output.data[mime] = change(value);
      }
    }
  }
}
