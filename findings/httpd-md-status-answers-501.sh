#!/usr/bin/env bash
# Apache httpd 2.4 (mod_md): `SetHandler md-status` answers 501 to POST, PUT and every other method but GET and HEAD.
# Belief: a method that httpd knows and a handler does not take is a 405 with the methods that it does, as server-status answers PUT.
# Behaviour: the handler returns HTTP_NOT_IMPLEMENTED; the 501 comes with `Allow: TRACE`, the only method that is not the handler's.
set -euo pipefail
cd "$(mktemp -d)"; trap 'kill "$server" 2>/dev/null || true; rm -rf "$PWD"' EXIT
server=0
modules=/usr/lib/apache2/modules
mkdir -p htdocs run
{
  echo "ServerRoot \"$PWD\""; echo 'ServerName localhost'; echo 'Listen 127.0.0.1:28472'; echo "PidFile \"$PWD/run/pid\""; echo "ErrorLog \"$PWD/run/log\""; echo "DefaultRuntimeDir \"$PWD/run\""
  for name in mpm_event authz_core socache_shmcb ssl md; do echo "LoadModule ${name}_module $modules/mod_$name.so"; done
  echo "DocumentRoot \"$PWD/htdocs\""
  printf '<Location /md>\nSetHandler md-status\n</Location>\n'
} > httpd.conf
chmod -R a+rX .
/usr/sbin/apache2 -X -f "$PWD/httpd.conf" & server=$!
for _ in $(seq 50); do (exec 3<>/dev/tcp/127.0.0.1/28472) 2>/dev/null && break; sleep 0.1; done
exec 3<>/dev/tcp/127.0.0.1/28472
printf 'POST /md HTTP/1.0\r\nContent-Length: 0\r\n\r\n' >&3
seen=$(timeout 10 cat <&3 | grep -iE '^(HTTP|Allow:)' | tr -d '\r' | tr '\n' ' '); echo "POST: $seen"
case $seen in *501*Allow:\ TRACE*) ;; *) echo 'changed'; exit 1 ;; esac
