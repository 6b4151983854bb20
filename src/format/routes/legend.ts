/** What the colours of a table of answers mean. */
export const LEGEND = {
  served: 'served',
  redirect: 'redirected',
  refused: 'refused',
  missing: 'no such route',
  failing: 'server error',
  unknown: 'depends',
}
