import { assertEquals } from "@std/assert";
import { OutputCollector } from "headless/output_collector.ts";
import type { Message } from "headless/jupyter_messages.ts";
import { textOf } from "headless/outputs.ts";

function message(type: string, content: Record<string, unknown>): Message {
  return { channel: "iopub", type, parentId: "", content };
}

const print = (text: string, name = "stdout"): Message =>
  message("stream", { name, text });

const display = (text: string, type: string, id: string): Message =>
  message(type, {
    data: { "text/plain": text },
    metadata: {},
    transient: { display_id: id },
  });

const texts = (collector: OutputCollector, messages: Message[]): string[] =>
  collector.collect(messages).map((output) => textOf([output]));

Deno.test("collect() joins what was printed to the same stream", () => {
  assertEquals(
    texts(new OutputCollector(), [
      print("a"),
      print("b"),
      print("c", "stderr"),
      message("status", { execution_state: "idle" }),
      print("d"),
    ]),
    ["ab", "c", "d"],
  );
});

Deno.test("collect() clears at once, or when the next output comes", () => {
  const clear = (wait: boolean): Message => message("clear_output", { wait });
  const collector = new OutputCollector();
  assertEquals(texts(collector, [print("a"), clear(false)]), []);
  assertEquals(texts(collector, [print("a"), clear(true)]), ["a"]);
  assertEquals(texts(collector, [print("a"), clear(true), print("b")]), ["b"]);
});

Deno.test("collect() updates what an earlier cell displayed", () => {
  const collector = new OutputCollector();
  const first = collector.collect([display("0 %", "display_data", "bar")]);
  const second = collector.collect([
    display("100 %", "update_display_data", "bar"),
  ]);
  assertEquals([textOf(first), second], ["100 %", []]);
});

Deno.test("collect() puts what a cell threw behind what it printed", () => {
  const error = { ename: "Error", evalue: "late", traceback: [] };
  const outputs = new OutputCollector().collect([
    print("a"),
    message("error", error),
    print("b"),
  ]);
  assertEquals(outputs, [
    { output_type: "stream", name: "stdout", text: "ab" },
    { output_type: "error", ...error },
  ]);
});

Deno.test("collect() leaves out a place whose last content is empty", () => {
  assertEquals(
    texts(new OutputCollector(), [
      display("Waiting", "display_data", "wait"),
      print("a"),
      display("", "update_display_data", "wait"),
    ]),
    ["a"],
  );
});
