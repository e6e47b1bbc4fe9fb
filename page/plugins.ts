/** All parts of the extension. One that can't be made leaves the others, and the notebooks work without any. */
import { coursePage } from "./course_page.ts";
import { failedCells } from "./failed_cells.ts";
import type { Load, Plugin } from "./jupyterlab.ts";
import { notices } from "./notices.ts";
import { outputView } from "./output_view.ts";
import { predictions } from "./predictions.ts";
import { secondStop } from "./second_stop.ts";
import { staleChecks } from "./stale_checks.ts";
import { teardownCard } from "./teardown_card.ts";
import { typeHelp } from "./type_help.ts";

const MAKERS = {
  coursePage,
  failedCells,
  notices,
  outputView,
  predictions,
  secondStop,
  staleChecks,
  teardownCard,
  typeHelp,
};

/**
 * Makes the plugins; a part that this JupyterLab has no place for is named in the console and left out.
 *
 * @param load Loads one of JupyterLab's packages.
 * @returns The plugins that could be made.
 */
export async function plugins(load: Load): Promise<Plugin[]> {
  const made = await Promise.all(
    Object.entries(MAKERS).map(async ([name, make]) => {
      try {
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
