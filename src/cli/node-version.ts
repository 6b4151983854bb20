/** Whether this version of Node can run verblint, as package.json's `engines` says. Older ones load this file too: nothing newer is used in it. */
export function runsHere(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)
}
