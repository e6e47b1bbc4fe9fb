import type { DevTools, Fields } from "./devtools.ts";

/** A file or an address that a page has asked for. */
export interface PageRequest {
  url: string;
  /** Why it failed, such as `404`; `null` when it did not. */
  failed: string | null;
}

interface Window {
  browserContextId: string;
  width: number;
  height: number;
}

const DEADLINE_MS = 20_000;

/** A page in {@linkcode Browser}, and what it has asked for and complained about since it was opened. */
export class Page implements AsyncDisposable {
  /** What went to the console as an error, and errors that nobody caught. */
  readonly errors: string[] = [];
  #requests = new Map<string, PageRequest>();
  #loaded = Promise.withResolvers<void>();
  #devtools: DevTools;
  #sessionId: string;
  #window: Window;

  private constructor(devtools: DevTools, sessionId: string, window: Window) {
    this.#devtools = devtools;
    this.#sessionId = sessionId;
    this.#window = window;
    devtools.listen(sessionId, (method, params) => this.#hear(method, params));
  }

  /** Begins to hear of what happens in a page; {@linkcode Browser} calls it. */
  static async attach(
    devtools: DevTools,
    sessionId: string,
    window: Window,
  ): Promise<Page> {
    const page = new Page(devtools, sessionId, window);
    for (const domain of ["Page", "Runtime", "Network", "Log"]) {
      await page.#send(`${domain}.enable`);
    }
    await page.#send("Emulation.setDeviceMetricsOverride", {
      width: window.width,
      height: window.height,
      deviceScaleFactor: 1,
      mobile: false,
    });
    return page;
  }

  /** Every file and address that was asked for, in order. */
  get requests(): PageRequest[] {
    return [...this.#requests.values()];
  }

  /**
   * Goes to an address and waits until all of it is loaded.
   *
   * @param url Where to.
   * @throws {Error} If nothing is there, or it is not loaded after 20 s.
   */
  async goTo(url: string): Promise<void> {
    this.#loaded = Promise.withResolvers<void>();
    const { errorText } = await this.#send("Page.navigate", { url });
    if (errorText) throw new Error(`Cannot open "${url}": ${errorText}`);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () =>
          reject(
            new Error(
              `Cannot open "${url}": not loaded after ${DEADLINE_MS} ms`,
            ),
          ),
        DEADLINE_MS,
      );
    });
    await Promise.race([this.#loaded.promise, late])
      .finally(() => clearTimeout(timer));
  }

  /**
   * Runs JavaScript in the page.
   *
   * @param expression Its value, awaited when it is a promise, must be JSON.
   * @returns The value.
   * @throws {Error} If it throws.
   */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.#send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    }) as { result: { value: T }; exceptionDetails?: Fields };
    if (exceptionDetails) throw new Error(describe(exceptionDetails));
    return result.value;
  }

  /**
   * Waits until something is so.
   *
   * @param condition JavaScript that becomes true.
   * @param what What is awaited, for the message.
   * @throws {Error} If it is not so after 20 s.
   */
  async until(condition: string, what: string): Promise<void> {
    const came = await this.evaluate<boolean>(`new Promise((resolve) => {
      const end = performance.now() + ${DEADLINE_MS};
      const look = () => (${condition}) ? resolve(true)
        : performance.now() > end ? resolve(false) : requestAnimationFrame(look);
      look();
    })`);
    if (!came) {
      throw new Error(
        `Cannot see ${what}: expected it within ${DEADLINE_MS} ms but it did not come`,
      );
    }
  }

  /** Has the page look as one whose reader prefers that scheme; pages that follow it change at once. */
  async preferScheme(scheme: "light" | "dark"): Promise<void> {
    await this.#send("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value: scheme }],
    });
  }

  /** Lets the page write to the clipboard and read from it, as a reader's click does. */
  async allowClipboard(): Promise<void> {
    await this.#devtools.send("Browser.grantPermissions", {
      permissions: ["clipboardReadWrite", "clipboardSanitizedWrite"],
      browserContextId: this.#window.browserContextId,
    });
  }

  /** What the window shows, as a PNG. */
  async screenshot(): Promise<Uint8Array<ArrayBuffer>> {
    const { data } = await this.#send("Page.captureScreenshot");
    return Uint8Array.fromBase64(String(data));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#devtools.send("Target.disposeBrowserContext", {
      browserContextId: this.#window.browserContextId,
    });
  }

  #send(method: string, params?: Fields): Promise<Fields> {
    return this.#devtools.send(method, params, this.#sessionId);
  }

  #hear(method: string, params: Fields): void {
    // deno-lint-ignore no-explicit-any -- events are JSON of many shapes
    const event = params as any;
    if (method === "Page.loadEventFired") this.#loaded.resolve();
    if (method === "Runtime.exceptionThrown") {
      this.errors.push(describe(event.exceptionDetails));
    }
    if (method === "Runtime.consoleAPICalled" && event.type === "error") {
      this.errors.push(event.args.map(valueOf).join(" "));
    }
    if (method === "Log.entryAdded" && event.entry.level === "error") {
      this.errors.push(`${event.entry.text} ${event.entry.url ?? ""}`.trim());
    }
    if (method === "Network.requestWillBeSent") {
      this.#requests.set(event.requestId, {
        url: event.request.url,
        failed: null,
      });
    }
    const request = this.#requests.get(event.requestId);
    if (!request) return;
    if (method === "Network.responseReceived" && event.response.status >= 400) {
      request.failed = String(event.response.status);
    }
    if (method === "Network.loadingFailed") request.failed = event.errorText;
  }
}

// deno-lint-ignore no-explicit-any -- as the protocol gives it
function describe(details: any): string {
  return details.exception?.description ?? details.text;
}

function valueOf(argument: { value?: unknown; description?: string }): string {
  return String(argument.value ?? argument.description ?? "");
}
