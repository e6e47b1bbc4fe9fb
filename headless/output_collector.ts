import type { Message } from "./jupyter_messages.ts";
import type {
  DataOutput,
  ErrorOutput,
  MimeBundle,
  Output,
  StreamOutput,
} from "./outputs.ts";

/** Collects the outputs of one kernel's cells; a cell may update an output of an earlier one. */
export class OutputCollector {
  #displays = new Map<string, DataOutput[]>();

  /**
   * Turns a cell's messages into outputs, as JupyterLab does.
   *
   * @param messages The messages in the order in which they came; those that are no outputs are ignored.
   * @returns The cell's outputs; consecutive printed texts are joined, and a place that shows nothing any more is left out.
   *
   * Source: Jupyter, "Messaging in Jupyter", messages on the IOPub channel.
   */
  collect(messages: Message[]): Output[] {
    let outputs: Output[] = [];
    let clearBeforeNext = false;
    for (const message of errorsLast(messages)) {
      if (message.type === "clear_output") {
        if (message.content.wait) clearBeforeNext = true;
        else outputs = [];
        continue;
      }
      if (message.type === "update_display_data") {
        this.#update(message);
        continue;
      }
      const output = this.#read(message);
      if (!output) continue;
      if (clearBeforeNext) outputs = [];
      clearBeforeNext = false;
      append(outputs, output);
    }
    return outputs.filter(hasContent);
  }

  #read({ type, content }: Message): Output | null {
    switch (type) {
      case "stream":
        return { output_type: type, ...content } as StreamOutput;
      case "error":
        return { output_type: type, ...content } as ErrorOutput;
      case "display_data":
      case "execute_result": {
        const { transient, ...rest } = content;
        const output = { output_type: type, ...rest } as DataOutput;
        const id = displayId(transient);
        if (id) this.#displays.set(id, [...this.#shownAs(id), output]);
        return output;
      }
      default:
        return null;
    }
  }

  #update({ content }: Message): void {
    for (const output of this.#shownAs(displayId(content.transient))) {
      output.data = content.data as MimeBundle;
      output.metadata = content.metadata as Record<string, unknown>;
    }
  }

  #shownAs(id: string | undefined): DataOutput[] {
    return this.#displays.get(id ?? "") ?? [];
  }
}

/** An error ends a cell, but the kernel sends it ahead of outputs that are still queued. */
function errorsLast(messages: Message[]): Message[] {
  const isError = ({ type }: Message): boolean => type === "error";
  return [
    ...messages.filter((message) => !isError(message)),
    ...messages.filter(isError),
  ];
}

function hasContent(output: Output): boolean {
  return !("data" in output) ||
    Object.values(output.data).some((content) => content !== "");
}

function displayId(transient: unknown): string | undefined {
  return (transient as { display_id?: string } | undefined)?.display_id;
}

function append(outputs: Output[], output: Output): void {
  const last = outputs.at(-1);
  const continues = output.output_type === "stream" &&
    last?.output_type === "stream" && last.name === output.name;
  if (continues) last.text += output.text;
  else outputs.push(output);
}
