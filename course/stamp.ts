import { KAFKA_VERSION } from "broker/jars.ts";

/** The versions and the date of an export, which the course shows. */
export interface Stamp {
  /** Version of the course, such as `1.0.0`. */
  course: string;
  /** Version of the Kafka broker that the outputs come from, such as `4.3.1`. */
  kafka: string;
  /** Version of KafkaJS. */
  kafkajs: string;
  /** Version of Deno. */
  deno: string;
  /** Day of the export, such as `2026-11-21`. */
  date: string;
  /** Abbreviated hash of the commit; `unknown` outside a git checkout. */
  commit: string;
}

/**
 * Reads the versions of the course, Kafka, KafkaJS and Deno, the date and the commit of an export that is made now.
 *
 * @param root Absolute path of the checkout.
 * @returns The stamp.
 */
export async function readStamp(root: string): Promise<Stamp> {
  const config: { version: string; imports: Record<string, string> } = JSON
    .parse(
      await Deno.readTextFile(`${root}/deno.json`),
    );
  return {
    course: config.version,
    kafka: KAFKA_VERSION,
    kafkajs: config.imports["kafkajs"]!.replace(/^.*@/, ""),
    deno: Deno.version.deno,
    date: new Date().toISOString().slice(0, 10),
    commit: await readCommit(root),
  };
}

/**
 * Formats the versions and the date of an export as one line.
 *
 * @param stamp The stamp, as {@link readStamp} gives it.
 * @returns A line such as `Version 1.0.0 · Kafka 4.3.1 · KafkaJS 2.2.4 · Deno 2.9.6 · 2026-11-21 · commit 1a2b3c4`.
 */
export function formatStamp(stamp: Stamp): string {
  const { course, kafka, kafkajs, deno, date, commit } = stamp;
  return `Version ${course} · Kafka ${kafka} · KafkaJS ${kafkajs} · Deno ${deno} · ${date} · commit ${commit}`;
}

async function readCommit(root: string): Promise<string> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["rev-parse", "--short", "HEAD"],
      cwd: root,
      stdin: "null",
      stderr: "null",
    }).output();
    if (success) return new TextDecoder().decode(stdout).trim();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return "unknown";
}
