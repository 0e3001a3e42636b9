"""The office's practice for ensembles, read from configuration."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from app.configuration.model import Setting
from app.configuration.queries import list_settings
from app.database import Connection
from app.typhoon.outlook import Outlook
from app.wind.ensemble.error_law import ErrorLaw
from app.wind.ensemble.merge import Practice
from app.wind.ensemble.size_law import SizeLaw

LEADS_H = (24, 48, 72, 96, 120)
SIZE_LEADS_H = (12, 24, 48, 72)
FEWEST_MEMBERS, MOST_MEMBERS = 100, 5000


def ensemble_practice(conn: Connection, outlooks: Sequence[Outlook]) -> Practice:
    """Error laws and weights of the agencies of `outlooks`, and the number of members."""
    settings = {setting.key: setting for setting in list_settings(conn)}
    agencies = {outlook.track.agency: outlook for outlook in outlooks}
    return Practice(
        laws={agency: _error_law(settings, outlook) for agency, outlook in agencies.items()},
        weights=defaultdict(
            lambda: settings["typhoon.weight_other"].value,
            {agency: _weight_of(settings, agency) for agency in agencies},
        ),
        members=_member_count(settings["typhoon.ensemble_members"].value),
        sizes=_size_law(settings),
    )


def _member_count(asked: float) -> int:
    """Enough for a tenth to mean something, few enough to be worked out at once."""
    return int(min(max(asked, FEWEST_MEMBERS), MOST_MEMBERS))


def _error_law(settings: Mapping[str, Setting], outlook: Outlook) -> ErrorLaw:
    """The agency's own figures, else the general ones. A synthetic forecast was made with the
    general ones, so these are its law whatever its agency."""
    agency = outlook.track.agency
    synthetic = outlook.forecast is not None and outlook.forecast.synthetic
    own = [f"typhoon.track_error_{agency.lower()}_{lead}h_km" for lead in LEADS_H]
    general = [f"typhoon.track_error_{lead}h_km" for lead in LEADS_H]
    keys = own if not synthetic and all(key in settings for key in own) else general
    return ErrorLaw(
        agency=agency,
        lead_h=tuple(float(lead) for lead in LEADS_H),
        mean_km=tuple(settings[key].value for key in keys),
        along_to_across=settings["typhoon.along_to_across"].value,
        source="; ".join(dict.fromkeys(settings[key].source for key in keys)),
    )


def _size_law(settings: Mapping[str, Setting]) -> SizeLaw:
    """Of every agency's circles alike: what is published of them is too little to tell apart."""
    told = [settings[f"typhoon.size_error_{lead}h_pct"] for lead in SIZE_LEADS_H]
    growth = settings["typhoon.size_growth_pct_day"]
    return SizeLaw(
        lead_h=tuple(float(lead) for lead in SIZE_LEADS_H),
        deviation=tuple(each.value / 100 for each in told),
        growth_a_day=growth.value / 100,
        source="; ".join(dict.fromkeys(each.source for each in (*told, growth))),
    )


def _weight_of(settings: Mapping[str, Setting], agency: str) -> float:
    key = f"typhoon.weight_{agency.lower()}"
    return settings[key if key in settings else "typhoon.weight_other"].value
