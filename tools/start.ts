/**
 * Starts the broker, opens the course in JupyterLab, and stops both at Ctrl-C.
 *
 * ```sh
 * deno task start [--no-browser] [--port N]
 * ```
 */
import { startCourse } from "./start/course.ts";
import { readOptions } from "./start/options.ts";
import { saying } from "./processes/saying.ts";
import { placesIn } from "./setup/parts.ts";

await saying(() => startCourse(placesIn().root, readOptions(Deno.args)));
