import { type Broker, startBroker } from "broker/broker.ts";
import { endTraining } from "broker/leftovers.ts";
import { watchBroker } from "./broker_watch.ts";
import { endLeftoverKernels } from "./leftover_kernels.ts";
import {
  jupyterFolder,
  type JupyterLab,
  startJupyterLab,
} from "./jupyter_lab.ts";
import { keepOffProxy } from "../processes/loopback.ts";
import { listenForStop } from "../processes/stop_request.ts";
import type { StartOptions } from "./options.ts";
import { mustBeFree } from "./port.ts";
import { announce, readAnnouncement, withdraw } from "./announcement.ts";

/**
 * Runs the course until it is asked to stop: the broker, unless `KAFKA_BROKERS` names others, and JupyterLab.
 *
 * A second call in the same checkout only prints the address of the first one's page.
 *
 * @param root The absolute path of the checkout.
 * @param options The options that the reader gave.
 * @throws {Trouble} If the port is taken, or the broker or JupyterLab does not start; the other is stopped then.
 */
export async function startCourse(
  root: string,
  options: StartOptions,
): Promise<void> {
  keepOffProxy();
  const folder = jupyterFolder(root);
  await Deno.mkdir(folder, { recursive: true });
  using lock = await Deno.open(`${folder}/start.lock`, {
    create: true,
    write: true,
  });
  if (!await lock.tryLock(true)) {
    const url = await readAnnouncement(folder, () => isCourseOpen(root));
    console.log(`The course is open already: ${url}`);
    return;
  }
  if (options.port !== null) mustBeFree(options.port);
  await withdraw(folder);
  using stop = await listenForStop();
  await endLeftoverKernels(root);
  {
    await using running = await startBoth(root, options);
    await announce(folder, running.lab.url);
    const byItself = await Promise.race([
      stop.received.then(() => false),
      running.lab.ended.then(() => true),
    ]);
    await withdraw(folder);
    console.log(byItself ? "\nJupyterLab has ended; stopping" : "\nStopping");
  }
}

/**
 * Checks whether the course is open in a checkout.
 *
 * @param root The absolute path of the checkout.
 * @returns Whether a `deno task start` runs there.
 */
export async function isCourseOpen(root: string): Promise<boolean> {
  try {
    using lock = await Deno.open(`${jupyterFolder(root)}/start.lock`, {
      write: true,
    });
    return !await lock.tryLock(true);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** The running course; disposing of it stops the broker, if it was started here, and JupyterLab. */
interface Running extends AsyncDisposable {
  lab: JupyterLab;
}

async function startBoth(
  root: string,
  options: StartOptions,
): Promise<Running> {
  await using stack = new AsyncDisposableStack();
  const [broker, lab] = await Promise.allSettled([
    startOwnBroker(),
    startJupyterLab({ root, ...options }),
  ]);
  if (broker.status === "fulfilled" && broker.value) {
    if (broker.value.started) stack.defer(endTraining);
    stack.use(broker.value);
    stack.use(watchBroker(broker.value, (line) => console.log(line)));
  }
  stack.defer(() => endLeftoverKernels(root));
  if (lab.status === "rejected") throw lab.reason;
  stack.use(lab.value);
  if (broker.status === "rejected") throw broker.reason;

  console.log(
    `Broker: ${broker.value?.brokers ?? Deno.env.get("KAFKA_BROKERS")}`,
  );
  console.log(`Course: ${lab.value.url}`);
  console.log(
    broker.value?.started
      ? "Ctrl-C stops both."
      : "Ctrl-C stops JupyterLab; the broker was there before and goes on.",
  );
  const all = stack.move();
  return {
    lab: lab.value,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function startOwnBroker(): Promise<Broker | null> {
  if (Deno.env.get("KAFKA_BROKERS")) return null;
  return await startBroker({
    ownerPid: Deno.pid,
    onNote: (line) => console.log(line),
  });
}
