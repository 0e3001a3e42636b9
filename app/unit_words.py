"""Units that are words. One that is a symbol (`"m"`, `"km²"`) is the same in every language."""

from app.wording import Text

PEOPLE = Text("人", "people")
HOUSEHOLDS = Text("户", "households")
VESSELS = Text("艘", "vessels")
SEATS = Text("座", "seats")
MINUTES = Text("分", "min")
KNOTS = Text("节", "kn")
RETURN_YEARS = Text("年一遇", "-year return period")
VEHICLES_PER_HOUR = Text("辆/时", "vehicles/h")
WAN_YUAN = Text("万元", "× 10,000 yuan")
FORCE = Text("级", "on the Beaufort scale")
