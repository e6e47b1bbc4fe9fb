/**
 * What the real package does is written down here, and asked of two: of the stand-in, and of whatever `@std/log` is on
 * this machine, which is the real package where JSR answers.
 */
import { deepEqual, equal, fail, throws } from "node:assert/strict";
import * as installed from "@std/log";
import type { LevelName, LogRecord } from "@std/log";
import * as standIn from "tools/jsr_stand_ins/std-log/mod.ts";

type Log = typeof installed;

const sides: [string, Log][] = [
  ["stand-in", standIn as unknown as Log],
  ["installed", installed],
];

for (const [side, log] of sides) {
  Deno.test(`a logger (${side}) hands records of its level and above to its handlers`, () => {
    const handler = new Keeper(log);
    const logger = new log.Logger("shop", "INFO", {
      handlers: [handler.handler],
    });
    equal(logger.debug("too low"), "too low");
    equal(logger.debug(() => fail("called for nothing")), undefined);
    equal(logger.info(() => 42), 42);
    deepEqual(logger.warn({ order: 1001, by: "Ada" }, 7), {
      order: 1001,
      by: "Ada",
    });
    logger.critical(null);
    deepEqual(handler.lines, [
      "INFO 42",
      'WARN {"order":1001,"by":"Ada"}',
      "CRITICAL null",
    ]);
    deepEqual(
      handler.records.map((r) => [r.level, r.levelName, r.loggerName, r.args]),
      [
        [20, "INFO", "shop", []],
        [30, "WARN", "shop", [7]],
        [50, "CRITICAL", "shop", []],
      ],
    );
    logger.levelName = "ERROR";
    equal(logger.level, log.LogLevels.ERROR);
    logger.warn("too low now");
    equal(handler.lines.length, 3);
  });

  Deno.test(`setup() (${side}) makes named loggers and destroys former handlers`, () => {
    const keeper = new Keeper(log);
    log.setup({
      handlers: { keep: keeper.handler },
      loggers: {
        shop: { level: "WARN", handlers: ["keep", "nobody"] },
        default: { handlers: ["keep"] },
      },
    });
    log.getLogger("shop").info("too low");
    log.getLogger("shop").error("late");
    log.getLogger().info("by default");
    log.debug("too low");
    equal(log.info("the same"), "the same");
    log.getLogger("unheard of").critical("to nobody");
    deepEqual(keeper.lines, ["ERROR late", "INFO by default", "INFO the same"]);
    equal(keeper.destroyed, 0);
    log.setup({});
    equal(keeper.destroyed, 1);
  });

  Deno.test(`FileHandler (${side}) keeps lines back until flush(), CRITICAL or a full buffer`, async () => {
    const folder = await Deno.makeTempDir();
    try {
      const filename = `${folder}/shop.log`;
      await Deno.writeTextFile(filename, "before\n");
      const open = (
        mode: "a" | "w" | "x",
        bufferSize = 40,
      ): InstanceType<Log["FileHandler"]> => {
        const handler = new log.FileHandler("INFO", {
          filename,
          mode,
          bufferSize,
          formatter: (record) => `${record.levelName}: ${record.msg}`,
        });
        handler.setup();
        return handler;
      };
      const read = (): string => Deno.readTextFileSync(filename);
      const say = (
        handler: InstanceType<Log["FileHandler"]>,
        level: LevelName,
        msg: string,
      ): void => handler.handle(recordOf(log, level, msg));

      using appending = open("a");
      say(appending, "DEBUG", "below");
      say(appending, "INFO", "one");
      equal(read(), "before\n");
      appending.flush();
      equal(read(), "before\nINFO: one\n");
      say(appending, "CRITICAL", "fire");
      equal(read(), "before\nINFO: one\nCRITICAL: fire\n");
      appending.destroy();

      using anew = open("w");
      equal(read(), "");
      say(anew, "INFO", "a line of more than half a buffer");
      say(anew, "INFO", "two");
      equal(read(), "INFO: a line of more than half a buffer\n");
      anew.destroy();
      equal(read(), "INFO: a line of more than half a buffer\nINFO: two\n");
      throws(() => open("x"), Deno.errors.AlreadyExists);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });

  Deno.test(`formatters and levels (${side}) are those of @std/log`, () => {
    const record = (args: unknown[]): LogRecord =>
      recordOf(log, "INFO", "sold", args);
    const parsed = (args: unknown[]): unknown => {
      const { datetime, ...rest } = JSON.parse(
        log.formatters.jsonFormatter(record(args)),
      );
      equal(typeof datetime, "number");
      return rest;
    };
    deepEqual(parsed([]), { level: "INFO", message: "sold" });
    deepEqual(parsed([1]), { level: "INFO", message: "sold", args: 1 });
    deepEqual(parsed([1, 2]), { level: "INFO", message: "sold", args: [1, 2] });
    equal(
      log.formatters.jsonFormatter(record([])).indexOf(
        '{"level":"INFO","datetime":',
      ),
      0,
    );
    deepEqual(log.LogLevels, {
      NOTSET: 0,
      DEBUG: 10,
      INFO: 20,
      WARN: 30,
      ERROR: 40,
      CRITICAL: 50,
    });
    equal(log.getLevelName(30), "WARN");
    const colourless = new log.ConsoleHandler("INFO", { useColors: false });
    equal(colourless.format(record([])), "INFO sold");
    const coloured = new log.ConsoleHandler("INFO").format(record([]));
    equal(coloured, Deno.noColor ? "INFO sold" : "\x1b[34mINFO sold\x1b[39m");
  });
}

/** Records are made by loggers only: the package does not let their class out. */
function recordOf(
  log: Log,
  level: LevelName,
  msg: string,
  args: unknown[] = [],
): LogRecord {
  const keeper = new Keeper(log);
  const logger = new log.Logger("shop", "DEBUG", {
    handlers: [keeper.handler],
  });
  const say = level.toLowerCase() as "debug" | "info" | "critical";
  logger[say](msg, ...args);
  return keeper.records[0]!;
}

/** A handler that keeps what it gets. */
class Keeper {
  readonly lines: string[] = [];
  readonly records: LogRecord[] = [];
  destroyed = 0;
  readonly handler: InstanceType<Log["BaseHandler"]>;

  constructor(log: Log) {
    // deno-lint-ignore no-this-alias
    const keeper = this;
    this.handler = new class extends log.BaseHandler {
      override handle(record: LogRecord): void {
        if (record.level >= this.level) keeper.records.push(record);
        super.handle(record);
      }
      override log(line: string): void {
        keeper.lines.push(line);
      }
      override destroy(): void {
        keeper.destroyed++;
      }
    }("DEBUG");
  }
}
