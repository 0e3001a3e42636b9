"""`python -m sample_geo.build --raw DIR --region DIR`: writes every file of `sample_geo/`."""

import argparse
from pathlib import Path

from sample_geo.build.city import build_city

OUT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(prog="sample_geo.build", description=__doc__)
    parser.add_argument("--raw", type=Path, required=True, help="folder with coast, admin, typhoon")
    parser.add_argument("--region", type=Path, help="folder with gshhs_i.dat; DIR/region if absent")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    region = arguments.region or arguments.raw / "region"
    build_city(arguments.raw, region, arguments.out)


if __name__ == "__main__":
    main()
