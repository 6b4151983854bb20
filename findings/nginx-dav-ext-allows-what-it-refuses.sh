#!/usr/bin/env bash
# nginx-dav-ext-module 3.0.0 (Debian's libnginx-mod-http-dav-ext) with nginx 1.22.1: OPTIONS lists methods that the location refuses.
# Belief: the Allow of `dav_ext_methods PROPFIND OPTIONS` names what dav_methods and dav_ext_methods switch on, as RFC 9110 has it.
# Behaviour: the list is a constant of the module: LOCK and UNLOCK stand in it, and so does PUT without dav_methods; LOCK and PUT get a 405.
set -euo pipefail
cd "$(mktemp -d)"; trap 'kill "$server" 2>/dev/null || true; rm -rf "$PWD"' EXIT
server=0
apt-get download -q libnginx-mod-http-dav-ext > /dev/null 2>&1
dpkg -x ./*.deb x
mkdir -p www run
cat > nginx.conf <<END
load_module $PWD/x/usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
pid run/pid; error_log run/log; events {}
http {
  access_log off; client_body_temp_path run/b; proxy_temp_path run/p; fastcgi_temp_path run/f; uwsgi_temp_path run/u; scgi_temp_path run/s;
  server { listen 127.0.0.1:28471; root www; dav_ext_methods PROPFIND OPTIONS; }
}
END
chmod -R a+rX .
/usr/sbin/nginx -p "$PWD" -c "$PWD/nginx.conf" -g 'daemon off;' 2> /dev/null & server=$!
for _ in $(seq 50); do (exec 3<>/dev/tcp/127.0.0.1/28471) 2>/dev/null && break; sleep 0.1; done
ask() {
  exec 3<>/dev/tcp/127.0.0.1/28471
  printf '%s / HTTP/1.0\r\n\r\n' "$1" >&3
  timeout 10 cat <&3 | grep -iE '^(HTTP|Allow:)' | tr -d '\r' | tr '\n' ' '
}
allowed=$(ask OPTIONS); refused="$(ask LOCK)$(ask PUT)"
echo "OPTIONS: $allowed"; echo "LOCK, PUT: $refused"
case $allowed in *PUT*LOCK*) ;; *) echo 'changed'; exit 1 ;; esac
case $refused in *405*405*) ;; *) echo 'changed'; exit 1 ;; esac
