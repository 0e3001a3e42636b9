"""Words that several registers share."""

from collections.abc import Mapping

from app.wording import Text

# Where a row comes from: papers and screens say it row by row.
ORIGINS: Mapping[str, Text] = {
    "real": Text("实有", "Real"),
    "illustrative": Text("示意", "Illustrative"),
    "exercise": Text("演练", "Exercise"),
}
