import { timedOut, within } from "workbook/waiting.ts";
import type { DevTools, Fields } from "./devtools.ts";
import { keyEvents } from "./keys.ts";
import { PageLoads } from "./page_loads.ts";
import { exceptionText, PageLog, type PageRequest } from "./page_log.ts";

/** Context and size of a page's window. */
export interface PageWindow {
  /** Id of the browser context that isolates the page from others. */
  browserContextId: string;
  /** Width, in px. */
  width: number;
  /** Height, in px. */
  height: number;
}

const DEADLINE_MS = 60_000;

/** A page in a {@linkcode Browser}, with its requests and errors since it was opened. */
export class Page implements AsyncDisposable {
  #log = new PageLog();
  #loads = new PageLoads();
  #devtools: DevTools;
  #sessionId: string;
  #window: PageWindow;

  private constructor(
    devtools: DevTools,
    sessionId: string,
    window: PageWindow,
  ) {
    this.#devtools = devtools;
    this.#sessionId = sessionId;
    this.#window = window;
    devtools.listen(sessionId, (method, params) => {
      this.#loads.record(method, params);
      this.#log.record(method, params);
    });
  }

  /**
   * Attaches to a page that has just been opened; {@linkcode Browser} calls it.
   *
   * @param devtools The client of the page's browser.
   * @param sessionId Session of the page.
   * @param window Context and size of the page's window.
   * @returns The page, whose requests and errors are recorded from now on.
   */
  static async attach(
    devtools: DevTools,
    sessionId: string,
    window: PageWindow,
  ): Promise<Page> {
    const page = new Page(devtools, sessionId, window);
    for (const domain of ["Page", "Runtime", "Network", "Log"]) {
      await page.#send(`${domain}.enable`);
    }
    await page.#send("Page.setLifecycleEventsEnabled", { enabled: true });
    await page.#send("Emulation.setDeviceMetricsOverride", {
      width: window.width,
      height: window.height,
      deviceScaleFactor: 1,
      mobile: false,
    });
    return page;
  }

  /** Every request for a file or an address, in order. */
  get requests(): PageRequest[] {
    return this.#log.requests;
  }

  /** Errors that were written to the console, and errors that nothing caught. */
  get errors(): string[] {
    return this.#log.errors;
  }

  /**
   * Navigates to an address and waits until the page is loaded.
   *
   * @param url The address.
   * @throws {Error} If the address can't be opened.
   * @throws {Trouble} If the page is not loaded within a minute.
   */
  async goTo(url: string): Promise<void> {
    const { errorText, loaderId } = await this.#send("Page.navigate", { url });
    if (errorText) throw new Error(`Cannot open "${url}": ${errorText}`);
    if (!loaderId) return; // a place in the page that is open
    await within(
      DEADLINE_MS,
      this.#loads.untilLoaded(loaderId as string),
      () => timedOut(DEADLINE_MS, `"${url}" to load`),
    );
  }

  /**
   * Runs JavaScript in the page.
   *
   * @param expression The expression; its value, awaited when it is a promise, must be JSON.
   * @returns The value of the expression.
   * @throws {Error} If the expression throws.
   */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.#send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    }) as { result: { value: T }; exceptionDetails?: Fields };
    if (exceptionDetails) throw new Error(exceptionText(exceptionDetails));
    return result.value;
  }

  /**
   * Waits until a condition holds in the page, even while the page navigates to another address.
   *
   * @param condition The JavaScript expression that becomes true.
   * @param what Name of what is awaited, for messages.
   * @throws {Error} If the condition throws.
   * @throws {Trouble} If the condition does not hold within a minute.
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
        // The page navigated meanwhile, so the condition is evaluated again in the next one.
        if (/navigated|context/.test(error.message)) return false;
        throw error;
      });
      if (came) return;
    }
    throw timedOut(DEADLINE_MS, what);
  }

  /**
   * Emulates a reader who prefers a colour scheme; a page that follows the preference changes at once.
   *
   * @param scheme The preferred scheme.
   */
  async preferScheme(scheme: "light" | "dark"): Promise<void> {
    await this.#send("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value: scheme }],
    });
  }

  /** Grants the page access to the clipboard, as a reader's click does. */
  async allowClipboard(): Promise<void> {
    await this.#devtools.send("Browser.grantPermissions", {
      permissions: ["clipboardReadWrite", "clipboardSanitizedWrite"],
      browserContextId: this.#window.browserContextId,
    });
  }

  /**
   * Presses a key, as a reader does.
   *
   * @param key The key: a character, or a name such as `Enter` or `Shift+Enter`.
   */
  async press(key: string): Promise<void> {
    for (const event of keyEvents(key)) {
      await this.#send("Input.dispatchKeyEvent", event);
    }
  }

  /**
   * Types a text where the cursor is.
   *
   * @param text The text.
   */
  async type(text: string): Promise<void> {
    await this.#send("Input.insertText", { text });
  }

  /**
   * Takes a screenshot of the window.
   *
   * @returns The bytes of a PNG.
   */
  async screenshot(): Promise<Uint8Array<ArrayBuffer>> {
    const { data } = await this.#send("Page.captureScreenshot");
    return Uint8Array.fromBase64(String(data));
  }

  /** Closes the page. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#devtools.send("Target.disposeBrowserContext", {
      browserContextId: this.#window.browserContextId,
    });
  }

  #send(method: string, params?: Fields): Promise<Fields> {
    return this.#devtools.send(method, params, this.#sessionId);
  }
}
