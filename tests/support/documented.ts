/** What `deno doc` reads from the nouns of lib. */

const ROOT = new URL("../../", import.meta.url);

/** A public function of lib. */
export interface PublicFunction {
  /** The noun that exports it, such as `topics`. */
  noun: string;
  /** Such as `createTopic(cluster, noun, layout?): Promise<string>`; parameters have the names of their docstring. */
  signature: string;
}

/** The nouns of lib: what stands at its top but the door, such as `topics`. */
export function nounsOfLib(): string[] {
  return [...Deno.readDirSync(new URL("lib/", ROOT))]
    .flatMap(({ name }) => name.match(/^(\w+)\.ts$/)?.[1] ?? [])
    .filter((noun) => noun !== "mod")
    .toSorted();
}

/** The functions that each noun exports, in the order of the source. */
export async function publicFunctions(): Promise<PublicFunction[]> {
  const nouns = nounsOfLib();
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", ...nouns.map((noun) => `lib/${noun}.ts`)],
    cwd: ROOT.pathname,
    stderr: "null",
  }).output();
  const { nodes } = JSON.parse(new TextDecoder().decode(stdout));
  return nouns.flatMap((noun) => {
    const { symbols } = nodes[new URL(`lib/${noun}.ts`, ROOT).href];
    return (symbols as DocSymbol[]).flatMap(({ name, declarations }) =>
      declarations.filter(({ kind }) => kind === "function").map(
        (declaration) => ({
          noun,
          signature: `${name}${signatureOf(declaration)}`,
        }),
      )
    );
  });
}

interface DocSymbol {
  name: string;
  declarations: Declaration[];
}

interface Declaration {
  kind: string;
  jsDoc?: { tags?: { kind: string; name?: string }[] };
  def: { params: Parameter[]; returnType?: Type };
}

interface Parameter {
  kind: string;
  name?: string;
  optional?: boolean;
  left?: Parameter;
}

interface Type {
  repr?: string;
  kind: string;
  value?: Type | Type[] | { typeParams?: Type[]; typeName?: string };
}

function signatureOf({ jsDoc, def }: Declaration): string {
  const documented = (jsDoc?.tags ?? []).filter(({ kind }) => kind === "param");
  const params = def.params.map((param, index) => {
    const name = documented[index]?.name ?? param.name ?? param.left?.name;
    return param.kind === "assign" || param.optional ? `${name}?` : name;
  });
  return `(${params.join(", ")}): ${typeText(def.returnType)}`;
}

function typeText(type: Type | undefined): string {
  if (!type) return "void";
  const { kind, value, repr = "" } = type;
  if (kind === "array") return `${typeText(value as Type)}[]`;
  if (kind === "union") return (value as Type[]).map(typeText).join(" | ");
  const { typeParams = [] } = value as { typeParams?: Type[] };
  return typeParams.length > 0
    ? `${repr}<${typeParams.map(typeText).join(", ")}>`
    : repr;
}
