import type { Fields } from "./devtools.ts";

/** A request that a page has made. */
export interface PageRequest {
  /** The address of the request. */
  url: string;
  /** The reason of its failure, such as `404`; `null` when it did not fail. */
  failed: string | null;
}

/** Records the requests and errors of a page. */
export class PageLog {
  /** Errors that were written to the console, and errors that nothing caught, in order. */
  readonly errors: string[] = [];
  #requests = new Map<string, PageRequest>();

  /** The requests in the order in which they were made. */
  get requests(): PageRequest[] {
    return [...this.#requests.values()];
  }

  /**
   * Records an event of the DevTools protocol; most events are ignored.
   *
   * @param method Name of the event, such as `Network.loadingFailed`.
   * @param params Fields of the event, as the protocol names them.
   */
  record(method: string, params: Fields): void {
    // deno-lint-ignore no-explicit-any -- events are JSON of many shapes
    const event = params as any;
    const request = this.#requests.get(event.requestId);
    switch (method) {
      case "Runtime.exceptionThrown":
        this.errors.push(exceptionText(event.exceptionDetails));
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
        // A request that was cancelled because the page navigated has not failed.
        if (request && !event.canceled) request.failed = event.errorText;
    }
  }
}

/**
 * Describes an exception of JavaScript in a page.
 *
 * @param details The `exceptionDetails` of the DevTools protocol.
 * @returns The message of the exception, with its stack trace where there is one.
 */
export function exceptionText(details: Fields): string {
  const exception = details["exception"] as
    | { description?: string }
    | undefined;
  return exception?.description ?? String(details["text"]);
}

function valueOf(argument: { value?: unknown; description?: string }): string {
  return String(argument.value ?? argument.description ?? "");
}
