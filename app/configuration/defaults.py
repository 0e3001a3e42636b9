"""The shipped defaults. None is a local plan: screens show 默认值 until an office adopts one."""

from app.configuration.model import Confidence, Default

_DOMAIN = "Haitang domain brief §12: software default, no authority behind it"

DEFAULTS: tuple[Default, ...] = (
    Default("evac.mobilisation_min", 60.0, "min", _DOMAIN, Confidence.DEFAULT,
            "从通知到人到第一批动身"),
    Default("evac.notification_min", 30.0, "min", _DOMAIN, Confidence.DEFAULT,
            "从签发到通知到人（30 分钟未应即升级）"),
    Default("evac.buffer_min", 60.0, "min", _DOMAIN, Confidence.DEFAULT, "留给意外的裕度"),
    Default("evac.land_force", 10, "force", "action table A20–A21, Wenzhou: road stop at 10",
            Confidence.DEFAULT, "陆上转移要在这级风到之前结束"),
    Default("evac.sea_force", 7, "force", "action table A05–A08: vessels by force 7",
            Confidence.DEFAULT, "海上人员要在这级风到之前上岸"),
    Default("evac.surge_lead_h", 6.0, "h", _DOMAIN, Confidence.DEFAULT, "风暴潮高潮前留的时间"),
    Default("evac.persons_per_vehicle", 2.5, "people", _DOMAIN, Confidence.DEFAULT,
            "每车人数（私车与接送车平均）"),
    Default("evac.walk_kmh", 3.0, "km/h", _DOMAIN, Confidence.DEFAULT, "风雨中步行速度"),
    Default("evac.walk_limit_m", 1500.0, "m", "GB 51143-2015, medium fixed shelter",
            Confidence.MEDIUM, "走得到的距离，更远要车"),
    Default("shelter.norm_m2", 2.0, "m²", "GB 51143-2015, 15 days", Confidence.HIGH, "人均有效面积"),
    Default("shelter.effective_ratio", 0.7, "", _DOMAIN, Confidence.DEFAULT, "有效面积占建筑面积"),
    Default("shelter.warn_pct", 80.0, "%", _DOMAIN, Confidence.DEFAULT, "避灾点将满"),
    Default("bridge.restrict_force", 8, "force", _DOMAIN, Confidence.DEFAULT, "桥上限行"),
    Default("bridge.close_force", 10, "force", "Wenzhou 2022 order", Confidence.MEDIUM, "桥封闭"),
    Default("ferry.limit_force_high_speed", 7, "force", _DOMAIN, Confidence.DEFAULT, "高速船停航"),
    Default("ferry.limit_force_conventional", 8, "force", _DOMAIN, Confidence.DEFAULT, "普客停航"),
    Default("ferry.limit_force_ro_ro", 7, "force", _DOMAIN, Confidence.DEFAULT, "车渡停航"),
    Default("vessel.max_speed_kn", 30.0, "kn", _DOMAIN, Confidence.DEFAULT, "渔船可信航速上限"),
    Default("vessel.stale_min", 30.0, "min", _DOMAIN, Confidence.DEFAULT, "船位算旧"),
    Default("vessel.offline_h", 2.0, "h", _DOMAIN, Confidence.DEFAULT, "船算失联"),
    Default("vessel.high_risk_crew", 10, "people", "bureau plan 2019: ≥ 10 aboard",
            Confidence.HIGH, "高危渔船人数"),
    Default("vessel.beidou_interval_min", 10.0, "min", "BeiDou fixed locator practice",
            Confidence.HIGH, "北斗报位间隔"),
    Default("vessel.ais_interval_min", 3.0, "min", "ITU-R M.1371 class A/B at anchor",
            Confidence.HIGH, "AIS 报位间隔（慢者）"),
    Default("typhoon.stale_fix_min_outside", 420.0, "min", "bulletin rhythm", Confidence.DEFAULT,
            "24 小时线外，定位报算旧"),
    Default("typhoon.stale_fix_min_inside", 90.0, "min", "bulletin rhythm", Confidence.DEFAULT,
            "24 小时线内，定位报算旧"),
)  # fmt: skip
