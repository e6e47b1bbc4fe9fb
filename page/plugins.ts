/** All parts of the extension. One that can't be made leaves the others, and the notebooks work without any. */
import type { Load, Plugin } from "./jupyterlab.ts";

type Maker = (load: Load) => Promise<Plugin>;

/** Each part is fetched by itself, so that one that is missing or broken takes no other with it. */
const PARTS: Record<string, () => Promise<Maker>> = {
  coursePage: async () => (await import("./course_page.ts")).coursePage,
  earlyRuns: async () => (await import("./early_runs.ts")).earlyRuns,
  failedCells: async () => (await import("./failed_cells.ts")).failedCells,
  inspectorPanel: async () =>
    (await import("./inspector_panel.ts")).inspectorPanel,
  notices: async () => (await import("./notices.ts")).notices,
  outputView: async () => (await import("./output_view.ts")).outputView,
  predictions: async () => (await import("./predictions.ts")).predictions,
  secondStop: async () => (await import("./second_stop.ts")).secondStop,
  staleChecks: async () => (await import("./stale_checks.ts")).staleChecks,
  teardownCard: async () => (await import("./teardown_card.ts")).teardownCard,
  typeHelp: async () => (await import("./type_help.ts")).typeHelp,
};

/**
 * Makes the plugins; a part that this JupyterLab has no place for is named in the console and left out.
 *
 * @param load Loads one of JupyterLab's packages.
 * @returns The plugins that could be made.
 */
export async function plugins(load: Load): Promise<Plugin[]> {
  const made = await Promise.all(
    Object.entries(PARTS).map(async ([name, fetchPart]) => {
      try {
        const make = await fetchPart();
        return [careful(await make(load))];
      } catch (error) {
        warn(name, error);
        return [];
      }
    }),
  );
  return made.flat();
}

function careful(plugin: Plugin): Plugin {
  return {
    ...plugin,
    activate: (app, ...services) => {
      try {
        plugin.activate(app, ...services);
      } catch (error) {
        warn(plugin.id, error);
      }
    },
  };
}

function warn(part: string, error: unknown): void {
  console.warn(
    `The Kafka workbook's page goes without "${part}"; the notebooks work as they are.`,
    error,
  );
}
