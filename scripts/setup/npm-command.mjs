// The npm that started us, else the one on the PATH.
/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {[string, ...string[]]} program and first arguments
 */
export function npmCommand(env) {
  return env.npm_execpath?.endsWith("npm-cli.js") ? [process.execPath, env.npm_execpath] : ["npm"];
}
