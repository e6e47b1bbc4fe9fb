const PYPI = "https://pypi.org/simple";

/** The places in which pip would look for packages. */
export interface PackageSources {
  /** Address of the index, without a slash at its end. */
  index: string;
  /** Folders with package files; looked at before the index. */
  folders: string[];
}

/**
 * Reads pip's package sources from the environment and from pip's own configuration files.
 *
 * @param env The environment variables. Default: those of this program.
 * @param configuration The paths of pip's files, the least important first. Default: those that pip itself reads.
 * @returns The sources; PyPI and no folders when nothing is configured.
 *
 * Source: https://pip.pypa.io/en/stable/topics/configuration/
 */
export async function readPackageSources(
  env: Record<string, string> = Deno.env.toObject(),
  configuration: string[] = configurationFiles(env),
): Promise<PackageSources> {
  const files: string[] = [];
  for (const path of configuration) {
    files.unshift(await Deno.readTextFile(path).catch(() => ""));
  }
  const setting = (name: string): string | undefined =>
    env[`PIP_${name.toUpperCase().replace("-", "_")}`] ??
      files.map((text) => settingIn(text, name)).find((value) => value);
  return {
    index: (setting("index-url") || PYPI).replace(/\/+$/, ""),
    folders: (setting("find-links") ?? "").split(/\s+/)
      .map((place) => place.replace(/^file:\/\//, ""))
      .filter((place) => place.startsWith("/")),
  };
}

/** The paths of pip's files, in the order in which pip reads them; the last one that has a setting wins. */
function configurationFiles(env: Record<string, string>): string[] {
  const home = env["HOME"] ?? "";
  return [
    "/etc/xdg/pip/pip.conf",
    "/etc/pip.conf",
    "/Library/Application Support/pip/pip.conf",
    `${home}/.pip/pip.conf`,
    `${env["XDG_CONFIG_HOME"] ?? `${home}/.config`}/pip/pip.conf`,
    `${home}/Library/Application Support/pip/pip.conf`,
    ...env["PIP_CONFIG_FILE"] ? [env["PIP_CONFIG_FILE"]] : [],
  ];
}

function settingIn(ini: string, name: string): string | undefined {
  const global = ini.match(/^\[global\]\s*$([^[]*)/m)?.[1] ?? "";
  // A value may go on in lines that are indented.
  return global.match(
    new RegExp(`^${name}[ \\t]*[=:][ \\t]*(.*(?:\\n[ \\t]+.*)*)`, "m"),
  )?.[1]?.trim();
}
