#!/bin/sh
# Installs Debian packages: packages.sh PACKAGE… As root, or with sudo.
# Nothing it installs is started, and nginx's own service is masked: port 80 stays as it was.
set -eu

refuse() { # Chinese, English, and what to do
    printf '%s\n%s\n' "$1" "$2" >&2
    shift 2
    [ $# -eq 0 ] || printf '    %s\n' "$@" >&2
    exit 1
}

as_admin="apt-get update && apt-get install -y --no-install-recommends $*"

if ! command -v apt-get >/dev/null; then
    refuse "此系统没有 apt-get，无法自动安装（支持 Debian 12 及以上）。请用本系统的方法安装后再启动：" \
        "Unsupported system: no apt-get (Debian 12 or later is supported). Install by its own means:" \
        "Python >= 3.11 (venv), PostgreSQL >= 15, PostGIS >= 3.3, nginx, util-linux, adduser"
fi

if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        refuse "缺少系统软件包，而这里既不是 root 也没有 sudo。请管理员运行一次：" \
            "Packages are missing, and there is neither root nor sudo. Ask an administrator to run once:" \
            "$as_admin"
    fi
    if [ ! -t 0 ] && ! sudo -n true 2>/dev/null; then
        refuse "sudo 需要密码，但这里没有终端。请在终端运行一次：" \
            "sudo wants a password and there is no terminal. Run once in a terminal:" \
            "sudo sh -c '$as_admin'"
    fi
    exec sudo sh "$0" "$@"
fi

began=$(date +%s)
printf '安装系统软件包 Debian packages: %s …\n' "$*" >&2
log=$(mktemp /tmp/haitang-apt.XXXXXX) || refuse "无法写入 /tmp（磁盘只读或已满）。" "Cannot write to /tmp."

fail() {
    tail -n 15 "$log" >&2
    refuse "系统软件包没有装上。请检查网络与 /etc/apt 中的软件源，然后再运行；或手工运行：" \
        "Installing failed. Check the network and the sources in /etc/apt, then try again; by hand:" \
        "$as_admin" "(log: $log)"
}

# No system cluster on port 5432: Haitang makes its own.
if [ ! -e /usr/bin/pg_createcluster ]; then
    mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/haitang.conf
fi
# nginx's own service stays off, with systemd or without it.
if [ ! -e /usr/sbin/nginx ] && [ ! -e /etc/systemd/system/nginx.service ]; then
    mkdir -p /etc/systemd/system
    ln -s /dev/null /etc/systemd/system/nginx.service
fi
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
    trap 'rm -f $policy' EXIT
fi

export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
apt_get="apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3"
$apt_get update >>"$log" 2>&1 || fail
$apt_get install -y --no-install-recommends -o Dpkg::Options::=--force-confold "$@" \
    </dev/null >>"$log" 2>&1 || fail
if [ ! -d /run/systemd/system ] && command -v update-rc.d >/dev/null; then
    update-rc.d nginx disable >>"$log" 2>&1 || true
fi
rm -f "$log"
printf '  完成 done: %d s\n' "$(($(date +%s) - began))" >&2
