/**
 * Exports everything that notebooks use of the library: `import { connect, createTopic, readToEnd } from "workbook"`.
 * `README.md` beside this file lists the nouns; `workbook/<noun>.ts` exports one of them alone.
 */
export * from "./cluster.ts";
export * from "./consumers.ts";
export * from "./dead_letters.ts";
export * from "./errors.ts";
export * from "./groups.ts";
export * from "./kernel.ts";
/** The logging library of the course, `@std/log`. */
export * as logs from "./logs.ts";
export * from "./offsets.ts";
export * from "./partitions.ts";
export * from "./producers.ts";
export * from "./records.ts";
export * from "./replicas.ts";
export * from "./schemas.ts";
export * from "./topic_configs.ts";
export * from "./topics.ts";
export * from "./transactions.ts";
export * from "./waiting.ts";
export * from "./wire.ts";
