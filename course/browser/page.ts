import type { DevTools, Fields } from "./devtools.ts";
import { describe, PageLog, type PageRequest } from "./page_log.ts";

interface Window {
  browserContextId: string;
  width: number;
  height: number;
}

const DEADLINE_MS = 60_000;

/** A page in {@linkcode Browser}, and what it has asked for and complained about since it was opened. */
export class Page implements AsyncDisposable {
  #log = new PageLog();
  #loaded = Promise.withResolvers<void>();
  #devtools: DevTools;
  #sessionId: string;
  #window: Window;

  private constructor(devtools: DevTools, sessionId: string, window: Window) {
    this.#devtools = devtools;
    this.#sessionId = sessionId;
    this.#window = window;
    devtools.listen(sessionId, (method, params) => {
      if (method === "Page.loadEventFired") this.#loaded.resolve();
      this.#log.hear(method, params);
    });
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
    return this.#log.requests;
  }

  /** What went to the console as an error, and errors that nobody caught. */
  get errors(): string[] {
    return this.#log.errors;
  }

  /**
   * Goes to an address and waits until all of it is loaded.
   *
   * @param url Where to.
   * @throws {Error} If nothing is there, or it is not loaded after a minute.
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
   * Waits until something is so, also while the page goes to another address.
   *
   * @param condition JavaScript that becomes true.
   * @param what What is awaited, for the message.
   * @throws {Error} If it is not so after a minute, or the condition throws.
   */
  async until(condition: string, what: string): Promise<void> {
    const end = performance.now() + DEADLINE_MS;
    while (performance.now() < end) {
      const left = end - performance.now();
      const came = await this.evaluate<boolean>(`new Promise((resolve) => {
        const end = performance.now() + ${left};
        const look = () => (${condition}) ? resolve(true)
          : performance.now() > end ? resolve(false) : requestAnimationFrame(look);
        look();
      })`).catch((error: Error) => {
        // The page that was asked has gone; the next one is asked again.
        if (/navigated|context/.test(error.message)) return false;
        throw error;
      });
      if (came) return;
    }
    throw new Error(
      `Cannot see ${what}: expected it within ${DEADLINE_MS} ms but it did not come`,
    );
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

  /**
   * Presses a key, as a reader does.
   *
   * @param key One character.
   */
  async press(key: string): Promise<void> {
    const code = key.toUpperCase().charCodeAt(0);
    for (const type of ["keyDown", "keyUp"]) {
      await this.#send("Input.dispatchKeyEvent", {
        type,
        key,
        text: type === "keyDown" ? key : "",
        windowsVirtualKeyCode: code,
      });
    }
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
}
