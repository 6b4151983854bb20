#!/usr/bin/env bash
# The step of action.yml: annotations, a SARIF file where one is asked for, and in the summary what the change does to the answers.
set -uo pipefail

read -ra paths <<< "${VERBLINT_PATHS:-}"
read -ra options <<< "${VERBLINT_ARGS:-}"
built="${GITHUB_ACTION_PATH:-}/dist/src/cli/bin.cjs"

# The project's own, else the one beside this file, else that of the registry.
verblint() {
  if [ -f node_modules/verblint/dist/src/cli/bin.cjs ]; then node node_modules/verblint/dist/src/cli/bin.cjs "$@"
  elif [ -f "$built" ]; then node "$built" "$@"
  else npx --yes "verblint@${VERBLINT_VERSION:-latest}" "$@"
  fi
}

verblint --format github "${options[@]}" "${paths[@]}"
code=$?

if [ -n "${VERBLINT_SARIF:-}" ]; then
  verblint --format sarif "${options[@]}" "${paths[@]}" > "$VERBLINT_SARIF" 2> /dev/null
  [ -s "$VERBLINT_SARIF" ] && echo "sarif=$VERBLINT_SARIF" >> "$GITHUB_OUTPUT"
fi

# A shallow checkout has not the base: one commit of it is enough.
base=${VERBLINT_BASE:-}
if [ -z "$base" ] && [ -n "${GITHUB_BASE_REF:-}" ] && git fetch --quiet --no-tags --depth=1 origin "refs/heads/$GITHUB_BASE_REF"; then base=FETCH_HEAD; fi
changed=0
if [ -n "$base" ]; then
  fail_on=()
  [ -n "${VERBLINT_FAIL_ON:-}" ] && fail_on=(--fail-on "$VERBLINT_FAIL_ON")
  verblint diff --format markdown "${fail_on[@]}" "$base" >> "$GITHUB_STEP_SUMMARY"
  changed=$?
elif [ -n "${VERBLINT_FAIL_ON:-}" ]; then
  echo "::error::verblint: fail-on needs a base to compare with: a pull request, or the input base"
  changed=2
fi

[ "$code" -ne 0 ] && exit "$code"
exit "$changed"
