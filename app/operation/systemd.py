"""`./haitang systemd`: prints a unit that runs Haitang with what it needs and nothing more."""

import sys

import click

from app.cluster.place import place_of
from app.settings import Settings, load_settings

# PostgreSQL and nginx are started as a user of their own: that takes root's right to change user,
# to give files away and to end them, and no other right of root's. The confined readers of
# strangers' files start below all of this.
_UNIT = """\
[Unit]
Description=Haitang
After=network-online.target
Wants=network-online.target

[Service]
ExecStart="{clone}/haitang" run --port {port}
Environment="HAITANG_DATA_DIR={data}" "HAITANG_RUN_DIR={run}"
# An office's own settings, one HAITANG_…=… a line.
EnvironmentFile=-/etc/haitang.env
Restart=always
RestartSec=2
KillSignal=SIGTERM
KillMode=mixed
TimeoutStopSec=60
UMask=0027

CapabilityBoundingSet={capabilities}
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths="{data}" "{run_above}"
ReadWritePaths=-"{clone}/.setup" -"{clone}/.venv" -"{clone}/static"
ProtectHome={home}
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
LockPersonality=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
# The readers of strangers' files cut themselves off from the network.
RestrictNamespaces=user net
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service

[Install]
WantedBy=multi-user.target
"""
_CAPABILITIES = (
    "CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER CAP_KILL CAP_NET_BIND_SERVICE CAP_SETGID CAP_SETUID"
)


def unit_of(settings: Settings) -> str:
    """The unit for this clone and its folders."""
    place = place_of(settings)
    homes = ("/home", "/root")
    at_home = any(str(path).startswith(homes) for path in (settings.clone_dir, place.data_dir))
    return _UNIT.format(
        clone=settings.clone_dir,
        port=settings.port,
        data=place.data_dir,
        run=place.run_dir,
        run_above=place.run_dir.parent,
        capabilities=_CAPABILITIES,
        home="no" if at_home else "yes",
    )


@click.command()
def systemd() -> None:
    """打印 systemd 单元；存成 /etc/systemd/system/haitang.service。"""
    sys.stdout.write(unit_of(load_settings()))
