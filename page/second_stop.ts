/** Stop ends what waits for Kafka. A wait of the reader's own it can't reach, so a second Stop restarts the kernel. */
import type {
  App,
  Load,
  NotebookPackage,
  NotebookPanel,
  NotebookTracker,
  Plugin,
} from "./jupyterlab.ts";

const STOP = "notebook:interrupt-kernel";
/** A cell that Stop does end has ended by then; the kernel says nothing about one that it does not end. */
const PATIENCE_MS = 1_000;
const ONCE_MORE =
  "This cell waits for something of its own, which Stop can't end. Press Stop once more to restart the kernel; then run the page again from its top.";

/**
 * Makes the part that restarts a kernel which is still busy at the second Stop.
 *
 * @param load Loads one of JupyterLab's packages.
 * @returns The plugin.
 */
export async function secondStop(load: Load): Promise<Plugin> {
  const { INotebookTracker } = await load<NotebookPackage>(
    "@jupyterlab/notebook",
  );
  const { Notification } = await load<
    {
      Notification: {
        warning(text: string, options: { autoClose: false }): void;
      };
    }
  >("@jupyterlab/apputils");
  return {
    id: "kafka-workbook:second-stop",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app: App, tracker: NotebookTracker) => {
      /** Notebooks that were stopped, and whose kernel has been busy ever since. */
      const stopped = new WeakSet<NotebookPanel>();
      tracker.widgetAdded.connect((_, panel) => {
        panel.sessionContext.statusChanged.connect((_, status) => {
          if (status !== "busy") stopped.delete(panel);
        });
      });
      app.commands.commandExecuted.connect((_, { id }) => {
        const panel = tracker.currentWidget;
        if (id !== STOP || !panel || !isBusy(panel)) return;
        if (stopped.has(panel)) {
          stopped.delete(panel);
          void panel.sessionContext.restartKernel();
          return;
        }
        setTimeout(() => {
          if (panel.isDisposed || !isBusy(panel)) return;
          stopped.add(panel);
          Notification.warning(ONCE_MORE, { autoClose: false });
        }, PATIENCE_MS);
      });
    },
  };
}

function isBusy({ sessionContext }: NotebookPanel): boolean {
  return sessionContext.session?.kernel?.status === "busy";
}
