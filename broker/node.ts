/** One Kafka process: start, stop, kill, freeze it, and check whether it runs; readiness.ts checks whether it serves. */
import { exists } from "./folders.ts";
import {
  identify,
  isRunning,
  leaveRunning,
  type ProcessRecord,
  readRecord,
  signal,
  waitForEnd,
  waitForStandstill,
} from "./processes.ts";
import { LogProgress } from "./log_progress.ts";
import { waitUntilReady } from "./readiness.ts";
import { commandLine, prepareRuntime, type Runtime } from "./runtime.ts";
import type { NodeIdentity } from "./state.ts";

/** Long enough for a broker to hand over its partitions, short enough not to be taken for a hang. */
const STOP_WITHIN_MS = 10_000;

/** One Kafka node: a process, and a folder with everything that it needs. */
export class Node {
  /** Name, id and port, which no other node of its cluster has. */
  readonly identity: NodeIdentity;
  /** Absolute path of its folder. */
  readonly folder: string;
  /** Kafka version. */
  readonly version: string;
  #process: ProcessRecord | null = null;

  /**
   * Describes a node; starts nothing.
   *
   * @param clusterFolder Absolute path of the folder of its cluster.
   * @param identity The name, id and port of the node.
   * @param version Kafka version.
   */
  constructor(clusterFolder: string, identity: NodeIdentity, version: string) {
    this.identity = identity;
    this.folder = `${clusterFolder}/${identity.name}`;
    this.version = version;
  }

  /** Whether it is a controller alone, and serves no clients. */
  get isController(): boolean {
    return this.identity.name.startsWith("controller");
  }

  /** Absolute path of the file with all that the node prints. */
  get log(): string {
    return `${this.folder}/kafka.log`;
  }

  /** Absolute path of the file with its settings. */
  get properties(): string {
    return `${this.folder}/server.properties`;
  }

  /** Process id, or `null` when it was not running at the last check. */
  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  /** Absolute path of the folder with its records; its name has the version, because an older Kafka cannot read a newer one's. */
  get data(): string {
    return `${this.folder}/data-${this.version}`;
  }

  /**
   * Checks whether the process that was started for this node still runs.
   *
   * @returns `true` while it runs, frozen or not.
   */
  async isRunning(): Promise<boolean> {
    this.#process = await readRecord(this.#recordFile);
    if (this.#process === null) return false;
    if (await isRunning(this.#process, this.#mark)) return true;
    this.#process = null;
    return false;
  }

  /**
   * Starts the process; does not wait until it serves. The former log is kept as `kafka.log.1`.
   *
   * @param runtime Kafka's jars and Java.
   * @param jvmOptions Further options for Java.
   * @throws {Deno.errors.NotFound} If its folder was deleted.
   */
  async spawn(runtime: Runtime, jvmOptions: string[] = []): Promise<void> {
    const temporary = `${this.folder}/tmp`;
    // Not with its parents: a folder that its guard has deleted must not come back.
    if (!await exists(temporary)) await Deno.mkdir(temporary);
    if (await exists(this.log)) await Deno.rename(this.log, `${this.log}.1`);
    const command = commandLine(runtime, {
      mainClass: "kafka.Kafka",
      args: [this.properties],
      heapMegabytes: this.identity.heapMegabytes,
      jvmOptions: [
        this.#mark,
        `-Djava.io.tmpdir=${temporary}`,
        `-XX:ErrorFile=${this.folder}/java-crash.log`,
        ...jvmOptions,
      ],
    });
    const { folder, log } = this;
    const note = this.#recordFile;
    const pid = await leaveRunning(command, { folder, log, note });
    this.#process = await identify(pid, this.#mark);
    const record = `${pid} ${this.#process?.started ?? ""}\n`;
    await Deno.writeTextFile(this.#recordFile, record);
  }

  /**
   * Asks the node to stop (`SIGTERM`), and kills it if it does not.
   *
   * @param withinMs The time for which its log may show no progress, in milliseconds.
   */
  async stop(withinMs = STOP_WITHIN_MS): Promise<void> {
    if (!await this.isRunning()) return;
    const process = this.#process!;
    const progress = new LogProgress(this.log);
    await progress.look();
    await signal(process, this.#mark, "TERM");
    // A frozen process would never see it.
    await signal(process, this.#mark, "CONT");
    const look = (): Promise<boolean> => progress.look();
    if (!await waitForEnd(process, this.#mark, withinMs, look)) {
      await this.kill();
    }
    this.#process = null;
  }

  /** Kills the process (`SIGKILL`), as a power cut would. Returns when it is gone. */
  async kill(): Promise<void> {
    if (!await this.isRunning()) return;
    const process = this.#process!;
    await signal(process, this.#mark, "KILL");
    await waitForEnd(process, this.#mark, STOP_WITHIN_MS);
    this.#process = null;
  }

  /**
   * Starts it again, with its records and on its port. Returns when it serves.
   *
   * @param jvmOptions Further options for Java.
   * @throws {StartFailure} If it ends, or does not serve in time.
   */
  async restart(jvmOptions: string[] = []): Promise<void> {
    await this.stop();
    await this.spawn(await prepareRuntime(this.version), jvmOptions);
    await waitUntilReady([this], await this.readClusterId());
  }

  /**
   * Reads the id of the cluster that its records belong to.
   *
   * @returns The cluster id, or `null` when there are no records yet, or they cannot be read.
   */
  async readClusterId(): Promise<string | null> {
    try {
      const file = await Deno.readTextFile(`${this.data}/meta.properties`);
      return file.match(/^cluster\.id=(.+)$/m)?.[1] ?? null;
    } catch {
      return null;
    }
  }

  /**
   * Suspends the process (`SIGSTOP`): connections stay open and no request is answered. Returns when it stands still.
   *
   * @throws {Trouble} If it runs on for 10 s.
   */
  async freeze(): Promise<void> {
    if (!await this.isRunning()) return;
    await signal(this.#process!, this.#mark, "STOP");
    await waitForStandstill(this.#process!, STOP_WITHIN_MS);
  }

  /** Resumes a frozen process (`SIGCONT`). */
  async thaw(): Promise<void> {
    if (await this.isRunning()) {
      await signal(this.#process!, this.#mark, "CONT");
    }
  }

  /** Occurs in the command line of this node's process and in no other. */
  get #mark(): string {
    return `-Dworkbook.node=${this.folder}/`;
  }

  get #recordFile(): string {
    return `${this.folder}/process`;
  }
}
