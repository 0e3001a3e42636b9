"""The three storms as their sources give them: IBTrACS and JMA unchanged, CMA's own fixes."""

import shutil
from pathlib import Path

from sample_geo.build.files import TABLES


def write_storms(raw: Path, out: Path) -> None:
    folder, typhoon = out / "storms", raw / "typhoon"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(typhoon / "ibtracs_three_storms.csv", folder / "ibtracs_three_storms.csv")
    shutil.copyfile(typhoon / "jma_best_track_chanhom_lekima.txt", folder / "jma_best_track.txt")
    name = "cma_operational_chanhom.toml"
    shutil.copyfile(TABLES / name, folder / name)
