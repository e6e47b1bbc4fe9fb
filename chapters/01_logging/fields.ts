import { check, Refused, type Verdict } from "lab/exercises.ts";
import type { LogRecord } from "workbook/logs.ts";

/**
 * Checks exercise 1: a log record as one flat line of JSON.
 *
 * @param asFields The reader's answer.
 * @returns The verdict.
 */
export function checkFields(
  asFields: (record: LogRecord) => string,
): Promise<Verdict> {
  return check("fields", () => {
    const happened = new Date("2026-03-01T02:14:07.000Z");
    const line = asFields({
      msg: "payment charged twice",
      args: [{ order: 1001, customer: "Ada" }, { amount: 49 }],
      level: 40,
      levelName: "ERROR",
      loggerName: "shop",
      datetime: happened,
    } as unknown as LogRecord);
    if (typeof line !== "string") {
      throw new Refused(
        `Your formatter returned ${
          Deno.inspect(line)
        }. A handler expects a text to write.`,
      );
    }
    if (line.includes("\n")) {
      throw new Refused(
        `One event became ${
          line.split("\n").length
        } lines. Whoever reads the log line by line gets pieces. How does JSON.stringify write everything on one line?`,
      );
    }
    const fields = parse(line);
    for (
      const [name, wanted] of Object.entries({
        level: "ERROR",
        message: "payment charged twice",
      })
    ) {
      if (fields[name] !== wanted) {
        throw new Refused(
          `Expected the field ${name} to be "${wanted}" but found ${
            Deno.inspect(fields[name])
          } in ${line}. The record has \`level\` (a number) and \`levelName\`, and its text is \`msg\`.`,
        );
      }
    }
    if (fields.time !== happened.toISOString()) {
      throw new Refused(
        `The event happened at ${happened.toISOString()}, but your line says ${
          Deno.inspect(fields.time)
        }. Whose time is that, and in which form?`,
      );
    }
    for (
      const [name, wanted] of Object.entries({
        order: 1001,
        customer: "Ada",
        amount: 49,
      })
    ) {
      if (fields[name] !== wanted) {
        throw new Refused(
          `Asking the line for "${name}" gives ${
            Deno.inspect(fields[name])
          } instead of ${
            Deno.inspect(wanted)
          }. Here is your line: ${line}. Are all fields on its first level?`,
        );
      }
    }
    checkOthers(asFields);
    return `"${line}": one line, and every fact is one step away.`;
  });
}

/** Tries records without fields, with text that JSON must escape, and with fields that carry the names of the log's own. */
function checkOthers(asFields: (record: LogRecord) => string): void {
  const datetime = new Date("2026-12-31T23:59:59.999Z");
  const own = {
    time: datetime.toISOString(),
    level: "INFO",
    message: 'Zoë said "on"\nand left',
  };
  const record = { msg: own.message, level: 20, levelName: "INFO", datetime };
  const taken = { time: "09:15", level: "gold", message: "Hello" };
  for (const args of [[], [{ order: 0, note: "" }, taken]]) {
    const line = asFields({ ...record, args } as unknown as LogRecord);
    const fields = parse(line);
    for (const [name, wanted] of Object.entries(own)) {
      if (fields[name] === wanted) continue;
      throw new Refused(
        Object.values(taken).includes(String(fields[name]))
          ? `A line was logged with a field that is called "${name}", too, and took the place of the log's own: ${line}. Which of the two must a log never lose, and what comes first in your object?`
          : `Expected the field ${name} to be ${
            Deno.inspect(wanted)
          } but found ${Deno.inspect(fields[name])} in ${line}.`,
      );
    }
    const [first] = args;
    for (const [name, wanted] of Object.entries(first ?? {})) {
      if (fields[name] === wanted) continue;
      throw new Refused(
        `Asking the line for "${name}" gives ${
          Deno.inspect(fields[name])
        } instead of ${
          Deno.inspect(wanted)
        }. Here is your line: ${line}. Which values does your formatter leave out?`,
      );
    }
  }
}

function parse(line: string): Record<string, unknown> {
  try {
    const fields = JSON.parse(line);
    if (typeof fields === "object" && fields !== null) return fields;
  } catch {
    // refused below
  }
  throw new Refused(
    `A program can't take this line apart: ${line}. Is it JSON?`,
  );
}
