/**
 * The first thing a kernel under test imports: it reports failures that nothing awaited, which the
 * kernel itself would swallow, and ends the kernel with its client.
 */
import { UNHANDLED } from "./message_types.ts";

function report(failure: unknown): void {
  void Deno.jupyter.broadcast(
    UNHANDLED,
    failure instanceof Error
      ? {
        ename: failure.name,
        evalue: failure.message,
        stack: String(failure.stack ?? ""),
      }
      : { ename: "Error", evalue: Deno.inspect(failure), stack: "" },
  );
}

globalThis.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  report(event.reason);
});
globalThis.addEventListener("error", (event) => {
  event.preventDefault();
  report(event.error);
});

new Worker(new URL("./watchdog.ts", import.meta.url), { type: "module" });
