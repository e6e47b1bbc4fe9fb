import type { Fields } from "./devtools.ts";

/** A file or an address that a page has asked for. */
export interface PageRequest {
  url: string;
  /** Why it failed, such as `404`; `null` when it did not. */
  failed: string | null;
}

/** Keeps what a page asks for and complains about. */
export class PageLog {
  readonly errors: string[] = [];
  #requests = new Map<string, PageRequest>();

  /** In the order in which they were made. */
  get requests(): PageRequest[] {
    return [...this.#requests.values()];
  }

  /**
   * Takes note of an event of the DevTools protocol; of most there is nothing to note.
   *
   * @param method Such as `Network.loadingFailed`.
   * @param params As the protocol names them.
   */
  hear(method: string, params: Fields): void {
    // deno-lint-ignore no-explicit-any -- events are JSON of many shapes
    const event = params as any;
    const request = this.#requests.get(event.requestId);
    switch (method) {
      case "Runtime.exceptionThrown":
        this.errors.push(describe(event.exceptionDetails));
        break;
      case "Runtime.consoleAPICalled":
        if (event.type === "error") {
          this.errors.push(event.args.map(valueOf).join(" "));
        }
        break;
      case "Log.entryAdded":
        if (event.entry.level === "error") {
          this.errors.push(
            `${event.entry.text} ${event.entry.url ?? ""}`.trim(),
          );
        }
        break;
      case "Network.requestWillBeSent":
        this.#requests.set(event.requestId, {
          url: event.request.url,
          failed: null,
        });
        break;
      case "Network.responseReceived":
        if (request && event.response.status >= 400) {
          request.failed = String(event.response.status);
        }
        break;
      case "Network.loadingFailed":
        // Nothing has failed that was cut short because the page went elsewhere.
        if (request && !event.canceled) request.failed = event.errorText;
    }
  }
}

/**
 * Says what JavaScript threw.
 *
 * @param details As the protocol gives them.
 */
// deno-lint-ignore no-explicit-any -- as the protocol gives it
export function describe(details: any): string {
  return details.exception?.description ?? details.text;
}

function valueOf(argument: { value?: unknown; description?: string }): string {
  return String(argument.value ?? argument.description ?? "");
}
