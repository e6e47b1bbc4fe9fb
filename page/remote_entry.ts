/// <reference lib="dom" />
/**
 * The way in for JupyterLab: a module-federation container by hand, as a bundler would make one.
 *
 * JupyterLab calls `init()` with the packages that it shares, and then `get()` for the module that package.json names.
 *
 * Source: webpack, "Module Federation"; JupyterLab, "Prebuilt Extensions"
 */
(() => {
  const here = (document.currentScript as HTMLScriptElement).src;
  type Packages = Record<
    string,
    Record<string, { get(): Promise<() => unknown> }>
  >;
  let packages: Packages = {};

  /** Loads one of JupyterLab's own packages, such as `@jupyterlab/notebook`. */
  const load = async (name: string): Promise<unknown> => {
    const newest = Object.values(packages[name] ?? {}).at(-1);
    if (!newest) throw new Error(`This JupyterLab shares no "${name}"`);
    return (await newest.get())();
  };

  const page = window as unknown as { _JUPYTERLAB?: Record<string, unknown> };
  page._JUPYTERLAB ??= {};
  page._JUPYTERLAB["kafka-workbook"] = {
    init: (shared: Packages): void => {
      packages = shared;
    },
    get: async () => {
      const { plugins } = await import(new URL("./plugins.js", here).href);
      const made = await plugins(load);
      return () => ({ __esModule: true, default: made });
    },
  };
})();
