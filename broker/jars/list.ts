/**
 * For maintainers: resolves a Kafka version with Maven and writes its jars to `jars.json`.
 *
 * ```sh
 * deno run -A broker/jars/list.ts 4.3.1
 * # 4.4.0 asks for a kafka-tools-api that was never published; name the one to take instead
 * deno run -A broker/jars/list.ts 4.4.0 org.apache.kafka:kafka-tools-api:4.3.1
 * ```
 *
 * Needs `mvn`. Readers never run it: they fetch what the committed list names.
 */
import { sha256 } from "../jars.ts";

const LOGGING = "org.apache.logging.log4j:log4j-slf4j-impl:2.24.3";

/** Kafka's own programs. Their dependencies are for Kafka Connect. */
const TOOLS = "org.apache.kafka:kafka-tools";
const ALONE =
  "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>";

function dependency(coordinates: string): string {
  const [group, artifact, version] = coordinates.split(":");
  const exclusions = coordinates.startsWith(`${TOOLS}:`) ? ALONE : "";
  return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>${exclusions}</dependency>`;
}

function pom(kafka: string, overrides: string[]): string {
  const dependencies = [
    `org.apache.kafka:kafka_2.13:${kafka}`,
    `${TOOLS}:${kafka}`,
    LOGGING,
  ];
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>list</groupId><artifactId>jars</artifactId><version>1</version>
<dependencyManagement><dependencies>${
    overrides.map(dependency).join("")
  }</dependencies></dependencyManagement>
<dependencies>${dependencies.map(dependency).join("")}</dependencies>
</project>`;
}

/** `org/apache/kafka/kafka_2.13/4.3.1/kafka_2.13-4.3.1.jar` to `org.apache.kafka:kafka_2.13:4.3.1`. */
function coordinatesOf(path: string): string {
  const parts = path.split("/").slice(0, -1);
  const [artifact, version] = parts.splice(-2);
  return `${parts.join(".")}:${artifact}:${version}`;
}

async function filesBelow(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    files.push(...entry.isDirectory ? await filesBelow(path) : [path]);
  }
  return files.sort();
}

const [version, ...overrides] = Deno.args;
if (version === undefined) {
  console.error("Name a Kafka version: deno run -A broker/jars/list.ts 4.3.1");
  Deno.exit(1);
}
const folder = await Deno.makeTempDir();
try {
  await Deno.writeTextFile(`${folder}/pom.xml`, pom(version, overrides));
  const { success } = await new Deno.Command("mvn", {
    args: [
      "-q",
      "-B",
      "dependency:copy-dependencies",
      "-DincludeScope=runtime",
      "-DoutputDirectory=libs",
      "-Dmdep.useRepositoryLayout=true",
    ],
    cwd: folder,
    stdout: "inherit",
    stderr: "inherit",
  }).output();
  if (!success) Deno.exit(1);

  const libs = `${folder}/libs`;
  const jars = [];
  for (const path of await filesBelow(libs)) {
    if (!path.endsWith(".jar")) continue;
    const content = await Deno.readFile(path);
    jars.push({
      coordinates: coordinatesOf(path.slice(libs.length + 1)),
      bytes: content.length,
      sha256: await sha256(content),
    });
  }
  const list = new URL("../jars.json", import.meta.url);
  const all = JSON.parse(await Deno.readTextFile(list));
  all[version] = jars;
  await Deno.writeTextFile(list, JSON.stringify(all, null, 2) + "\n");
  console.log(
    `${jars.length} jars of Kafka ${version} are in ${list.pathname}`,
  );
} finally {
  await Deno.remove(folder, { recursive: true });
}
