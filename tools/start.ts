/**
 * Starts the broker, opens the course in JupyterLab, and stops both at Ctrl-C.
 *
 * ```sh
 * deno task start [--no-browser] [--port N]
 * ```
 */
import { runProgram } from "./processes/program.ts";
import { placesIn } from "./setup/parts.ts";
import { startCourse } from "./start/course.ts";
import { readOptions } from "./start/options.ts";

await runProgram(() => startCourse(placesIn().root, readOptions(Deno.args)));
