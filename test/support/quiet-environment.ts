/** The environment without what makes the programs say more, or run otherwise. */
export function quietEnvironment(): NodeJS.ProcessEnv {
  const { CKPT_DEBUG, NODE_OPTIONS, ...env } = process.env;
  return env;
}
