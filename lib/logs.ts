/**
 * The one door to `@std/log`, the logging library of the course.
 *
 * The library has left Deno's standard library and gets no new releases, so nothing else imports it.
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
