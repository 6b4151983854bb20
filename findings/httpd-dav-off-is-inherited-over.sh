#!/usr/bin/env bash
# Apache httpd 2.4 (mod_dav): `Dav Off` inside a folder that is below `Dav On` switches nothing off.
# Belief: an inner Directory's setting replaces the outer one, as for other On|Off directives.
# Behaviour: what is off has no provider's name, and a name that is not set is inherited (dav_merge_dir_config): OPTIONS there still lists PROPFIND.
set -euo pipefail
cd "$(mktemp -d)"; trap 'kill "$server" 2>/dev/null || true; rm -rf "$PWD"' EXIT
server=0
modules=/usr/lib/apache2/modules
mkdir -p htdocs/off run; echo x > htdocs/off/a.txt
{
  echo "ServerRoot \"$PWD\""; echo 'ServerName localhost'; echo 'Listen 127.0.0.1:28467'; echo "PidFile \"$PWD/run/pid\""; echo "ErrorLog \"$PWD/run/log\""; echo "DefaultRuntimeDir \"$PWD/run\""
  for name in mpm_event authz_core dav dav_fs; do echo "LoadModule ${name}_module $modules/mod_$name.so"; done
  echo "DavLockDB \"$PWD/run/locks\""; echo "DocumentRoot \"$PWD/htdocs\""
  printf '<Directory "%s/htdocs">\nRequire all granted\nDav On\n</Directory>\n<Directory "%s/htdocs/off">\nDav Off\n</Directory>\n' "$PWD" "$PWD"
} > httpd.conf
chmod -R a+rX .
/usr/sbin/apache2 -X -f "$PWD/httpd.conf" & server=$!
for _ in $(seq 50); do (exec 3<>/dev/tcp/127.0.0.1/28467) 2>/dev/null && break; sleep 0.1; done
exec 3<>/dev/tcp/127.0.0.1/28467
printf 'OPTIONS /off/a.txt HTTP/1.0\r\n\r\n' >&3
seen=$(timeout 10 cat <&3 | grep -i '^Allow:'); echo "$seen"
case $seen in *PROPFIND*) ;; *) echo 'changed'; exit 1 ;; esac
