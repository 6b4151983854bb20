# A zsh on a terminal of its own that prints what it would offer, and ends.
PROMPT=
fpath=(.. $fpath)
autoload -U compinit
compinit -u -D
bindkey '^I' complete-word
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return $?; fi
  local -a hits
  builtin compadd -A hits "$@"
  local one
  for one in $hits; do print -r -- "HIT $one"; done
  builtin compadd "$@"
}
finish() { print END; exit }
comppostfuncs=(finish)
print ok
