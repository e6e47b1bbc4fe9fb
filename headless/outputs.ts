/** Representations of one value, by MIME type. */
export type MimeBundle = Record<string, unknown>;

/** What a cell printed. */
export interface StreamOutput {
  /** Marks printed text. */
  output_type: "stream";
  /** The stream it was printed to. */
  name: "stdout" | "stderr";
  /** The printed text. */
  text: string;
}

/** What a cell displayed, or its last value. */
export interface DataOutput {
  /** Whether it was displayed, or is the cell's last value. */
  output_type: "display_data" | "execute_result";
  /** The representations of the value. */
  data: MimeBundle;
  /** What is noted about the representations; usually empty. */
  metadata: Record<string, unknown>;
  /** The cell's number in the order of execution; only with `execute_result`. */
  execution_count?: number | null;
}

/** What a cell threw. */
export interface ErrorOutput {
  /** Marks an error. */
  output_type: "error";
  /** Name of the error's class. */
  ename: string;
  /** Its message. */
  evalue: string;
  /** Lines of its stack trace. */
  traceback: string[];
}

/** An output as a notebook file keeps it (nbformat 4). */
export type Output = StreamOutput | DataOutput | ErrorOutput;

/**
 * Gives a cell's outputs as a front end for plain text shows them.
 *
 * @param outputs The outputs of one cell.
 * @returns Printed texts and `text/plain` representations, in order; errors are left out.
 */
export function textOf(outputs: Output[]): string {
  return outputs.map((output) => {
    if (output.output_type === "stream") return output.text;
    if (output.output_type === "error") return "";
    return String(output.data["text/plain"] ?? "");
  }).join("");
}

/**
 * Picks one representation of a cell's outputs.
 *
 * @param outputs The outputs of one cell.
 * @param mime The MIME type of the representation, such as `text/html`.
 * @returns One value for each output with that representation, in order; often none.
 */
export function dataOf(outputs: Output[], mime: string): unknown[] {
  return outputs.flatMap((output) =>
    "data" in output && mime in output.data ? [output.data[mime]] : []
  );
}

/**
 * Changes the texts in a cell's outputs, in place.
 *
 * @param outputs The outputs of one cell.
 * @param change A function from each text to the new one.
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
