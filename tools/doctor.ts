/** Prints each part of the workbook, its version, its state, and the one action that mends it if something is wrong. */
import { courseParts } from "./doctor/course_parts.ts";
import { kafkaParts } from "./doctor/kafka_parts.ts";
import { examine } from "./doctor/part.ts";
import { toolParts } from "./doctor/tool_parts.ts";
import { readFlags } from "./processes/flags.ts";
import { runProgram } from "./processes/program.ts";
import { placesIn } from "./setup/parts.ts";

await runProgram(async () => {
  readFlags("doctor", {});
  const places = placesIn();
  const parts = [
    ...toolParts(places),
    ...kafkaParts(places),
    ...courseParts(places),
  ];
  const diagnoses = await Promise.all(parts.map(examine));
  const width = Math.max(...parts.map(({ name }) => name.length));

  for (const [index, { state, cure }] of diagnoses.entries()) {
    const name = parts[index]!.name.padEnd(width);
    console.log(`${cure ? "wrong" : "ok   "}  ${name}  ${state}`);
    if (cure) console.log(`${" ".repeat(7 + width)}  -> ${cure}`);
  }
  const wrong = diagnoses.filter(({ cure }) => cure).length;
  if (wrong > 0) {
    console.log(`\n${wrong} of ${parts.length} parts need mending.`);
    Deno.exitCode = 1;
  } else console.log("\nAll is well.");
});
