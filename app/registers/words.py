"""Words that several registers share."""

from collections.abc import Mapping

from app.wording import Text

# Where a row comes from: papers and screens say it row by row.
ORIGINS: Mapping[str, Text] = {
    "real": Text("实有", "Real"),
    "illustrative": Text("示意", "Illustrative"),
    "exercise": Text("演练", "Exercise"),
}
LEVELS: Mapping[str, Text] = {
    "city": Text("市级", "City"),
    "county": Text("县级", "County"),
    "functional_zone": Text("功能区", "Functional zone"),
    "township": Text("乡镇级", "Township"),
    "village": Text("村级", "Village"),
    "grid": Text("网格", "Grid"),
}
