"""From which response level on each group leaves when a plan is drafted; see `defaults`.

Sources#priority-groups says the order alone.
"""

from app.configuration.model import Confidence, Default

_SOURCE = (
    "order of leaving as practised; to which level each belongs is ours (sources#priority-groups)"
)


def _level_default(group: str, level: int, zh: str, en: str) -> Default:
    """1 (Ⅰ, gravest) to 4 (Ⅳ): due at this level and at graver ones; 0 is never."""
    return Default(f"evac.level_{group}", level, "level", _SOURCE, Confidence.DEFAULT,
                   f"起草方案：{zh}从几级响应起转移（4 是Ⅳ级，1 是Ⅰ级，0 不转移）",
                   f"Draft plan: from which level {en} leave (4 lowest, 1 gravest, 0 never)",
                   0, 4)  # fmt: skip


PROPOSAL_DEFAULTS: tuple[Default, ...] = (
    _level_default("aquaculture", 4, "养殖人员", "people on rafts and ponds"),
    _level_default("visitor", 3, "离岛游客", "visitors of outlying islands"),
    _level_default("outside_dyke", 3, "海塘外人员", "people outside the dyke"),
    _level_default("geohazard", 3, "地灾威胁人员", "people below slopes"),
    _level_default("site_hut", 3, "工棚人员", "people in site huts"),
    _level_default("dangerous_house", 2, "危旧房人员", "people in dangerous houses"),
    _level_default("low_lying", 1, "低洼地人员", "people on low ground"),
    _level_default("other", 1, "其他登记人员", "others on file"),
)
