/** Holds the settings in tools/jupyter/ to what JupyterLab understands. */
import { assertEquals } from "@std/assert";
import { placesIn } from "tools/setup/parts.ts";

/** JupyterLab passes over settings that do not fit its schemas without a word. */
const VALIDATE = `
import json, sys, jsonschema
overrides, schemas = sys.argv[1:]
for plugin, settings in json.load(open(overrides)).items():
    extension, name = plugin.split(":")
    schema = json.load(open(f"{schemas}/{extension}/{name}.json"))
    unknown = set(settings) - set(schema["properties"])
    assert not unknown, f"{plugin} has no {unknown}"
    jsonschema.validate(settings, schema)
`;

Deno.test("overrides.json has settings that this JupyterLab knows", async () => {
  const { root, environment } = placesIn();
  const { success, stderr } = await new Deno.Command(
    `${environment.venv}/bin/python`,
    {
      args: [
        "-I",
        "-c",
        VALIDATE,
        `${root}/tools/jupyter/overrides.json`,
        `${environment.venv}/share/jupyter/lab/schemas`,
      ],
    },
  ).output();
  assertEquals(new TextDecoder().decode(stderr), "");
  assertEquals(success, true);
});
