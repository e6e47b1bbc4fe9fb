/**
 * Re-exports `@std/log`, the logging library of the course.
 *
 * It has left Deno's standard library and gets no new releases, so only this file imports it.
 */
export {
  BaseHandler,
  ConsoleHandler,
  FileHandler,
  formatters,
  getLogger,
  type LogRecord,
  setup,
} from "@std/log";
