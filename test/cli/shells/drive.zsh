# zsh drive.zsh LINE: types the line and a tab into a zsh, and prints what that prints.
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'source ../setup.zsh'
while zpty -r z line; do [[ $line == *ok[[:space:]]* ]] && break; done
zpty -w -n z "$1"$'\t'
while zpty -r z line; do print -r -- "${line%%[[:space:]]#}"; [[ $line == *END* ]] && break; done
zpty -d z
