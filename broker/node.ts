import { exists } from "./folders.ts";
import {
  identify,
  isRunning,
  leaveRunning,
  type ProcessRecord,
  signal,
  waitForEnd,
  waitForStandstill,
} from "./processes.ts";
import { waitUntilReady } from "./readiness.ts";
import { commandLine, prepareRuntime, type Runtime } from "./runtime.ts";
import type { NodeIdentity } from "./state.ts";

/** Long enough for a broker to hand over its partitions, short enough not to be taken for a hang. */
const STOP_WITHIN_MS = 10_000;

/** One Kafka node: a process of its own, everything it needs in a folder of its own. */
export class Node {
  /** What distinguishes it from other nodes. */
  readonly identity: NodeIdentity;
  /** Absolute path of its folder. */
  readonly folder: string;
  /** Kafka version. */
  readonly version: string;
  #process: ProcessRecord | null = null;

  /**
   * @param clusterFolder Absolute path of the folder of its cluster.
   * @param identity What distinguishes it from other nodes.
   * @param version Kafka version.
   */
  constructor(clusterFolder: string, identity: NodeIdentity, version: string) {
    this.identity = identity;
    this.folder = `${clusterFolder}/${identity.name}`;
    this.version = version;
  }

  /** Whether it only looks after the cluster and serves no clients. */
  get isController(): boolean {
    return this.identity.name.startsWith("controller");
  }

  /** File that takes all that the node prints. */
  get log(): string {
    return `${this.folder}/kafka.log`;
  }

  /** File with its settings. */
  get properties(): string {
    return `${this.folder}/server.properties`;
  }

  /** Process id, or `null` when it was not running at the last look. */
  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  /** Folder that holds its records; an older Kafka can't read a newer one's, so the version is part of its name. */
  get data(): string {
    return `${this.folder}/data-${this.version}`;
  }

  /** Looks whether the process that was started for this node still runs. */
  async isRunning(): Promise<boolean> {
    this.#process = await this.#readRecord();
    if (this.#process === null) return false;
    if (await isRunning(this.#process, this.#mark)) return true;
    this.#process = null;
    return false;
  }

  /**
   * Starts the process; does not wait until it serves. The former log is kept as `kafka.log.1`.
   *
   * @param runtime Jars and Java.
   * @param jvmOptions Further options of Java.
   */
  async spawn(runtime: Runtime, jvmOptions: string[] = []): Promise<void> {
    const temporary = `${this.folder}/tmp`;
    await Deno.mkdir(temporary, { recursive: true });
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
   * Asks the node to stop, and kills it if it does not.
   *
   * @param withinMs When to kill it, in milliseconds.
   */
  async stop(withinMs = STOP_WITHIN_MS): Promise<void> {
    if (!await this.isRunning()) return;
    const process = this.#process!;
    await signal(process, this.#mark, "TERM");
    // A frozen process would never see it.
    await signal(process, this.#mark, "CONT");
    if (!await waitForEnd(process, this.#mark, withinMs)) await this.kill();
    this.#process = null;
  }

  /** Ends the process at once, as a power cut would. Returns when it is gone. */
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
   * @param jvmOptions Further options of Java.
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
   * @returns The id, or `null` when there are no records yet, or they can't be read.
   */
  async readClusterId(): Promise<string | null> {
    try {
      const file = await Deno.readTextFile(`${this.data}/meta.properties`);
      return file.match(/^cluster\.id=(.+)$/m)?.[1] ?? null;
    } catch {
      return null;
    }
  }

  /** Lets the process stand still: connections stay open and nothing is answered. Returns when it does. */
  async freeze(): Promise<void> {
    if (!await this.isRunning()) return;
    await signal(this.#process!, this.#mark, "STOP");
    await waitForStandstill(this.#process!, STOP_WITHIN_MS);
  }

  /** Lets a frozen process go on. */
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

  async #readRecord(): Promise<ProcessRecord | null> {
    try {
      const record = await Deno.readTextFile(this.#recordFile);
      const [pid, ...started] = record.trim().split(" ");
      return { pid: Number(pid), started: started.join(" ") };
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    }
  }
}
