"""Where one private cluster lives: files in the data folder, sockets in a short run folder."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from app.settings import Settings, default_run_dir

DATABASE = "haitang"
OWNER_ROLE = "haitang_owner"
SUPERUSER = "postgres"
ARCHIVE_ROLE = "haitang_archive"
PORT = 5432  # only names the socket file; nothing listens on the network


@dataclass(frozen=True, slots=True)
class ClusterPaths:
    """The paths of one cluster; every file name is written once, here."""

    data_dir: Path
    run_dir: Path

    @property
    def cluster_dir(self) -> Path:
        """PostgreSQL's own data directory."""
        return self.data_dir / "postgres"

    @property
    def log_dir(self) -> Path:
        """What the servers wrote."""
        return self.data_dir / "log"

    @property
    def postgres_log(self) -> Path:
        """What PostgreSQL and its keeper wrote."""
        return self.log_dir / "postgres.log"

    @property
    def users_lock(self) -> Path:
        """Held shared by everyone who needs the cluster."""
        return self.data_dir / "lock" / "users"

    @property
    def start_lock(self) -> Path:
        """Held alone by whoever is starting the cluster."""
        return self.data_dir / "lock" / "start"

    @property
    def keeper_lock(self) -> Path:
        """Held alone by the keeper for its whole life."""
        return self.data_dir / "lock" / "keeper"

    def dsn(self, database: str = DATABASE, role: str = OWNER_ROLE) -> str:
        """Address of `database` over the unix socket, as `role`."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.run_dir))}&port={PORT}"


def place_at(data_dir: Path) -> ClusterPaths:
    """The cluster of any data folder."""
    data_dir = data_dir.resolve()
    return ClusterPaths(data_dir, default_run_dir(data_dir, os.geteuid()))


def place_of(settings: Settings) -> ClusterPaths:
    """The cluster of this installation."""
    return ClusterPaths(settings.data_dir.resolve(), settings.run_dir)
