"""Checks of Haitang's own parts: screens, fonts, folders, database, certificate."""

import psycopg
from cryptography import x509

from app import migration
from app.city.check import find_lacks
from app.city.check_queries import city_facts, island_facts
from app.clock import real_now
from app.cluster import ClusterSession
from app.cluster.folders import make_folders
from app.cluster.place import place_of
from app.cluster.roles import BOUND_ROLES, LEAKPROOF
from app.cluster.service_user import door_user, service_user
from app.database import connect
from app.errors import AppError
from app.operation.certificate import certificate_dir
from app.operation.doctor import queries
from app.operation.doctor.finding import Finding, fail, note, ok
from app.settings import Settings
from app.setup.screens import screens_are_current

RENEW_DAYS = 30


def check_screens(settings: Settings) -> Finding:
    """The pages are built from the sources that are there."""
    if not (settings.clone_dir / "static" / "dist" / "index.html").is_file():
        return fail("页面", "还没有构建", "运行 ./haitang demo 或 ./haitang run")
    if not screens_are_current():
        return note("页面", "源文件有改动，尚未重新构建", "下次启动会自动构建")
    return ok("页面", "已构建")


def check_fonts(settings: Settings) -> Finding:
    """The bundled Chinese font is there: no screen asks the machine for one."""
    fonts = list((settings.clone_dir / "static").glob("[!n]*/**/*.woff2"))
    if not fonts:
        return fail("字体", "缺少随附的中文字体", "重新克隆仓库")
    return ok("字体", f"随附 {len(fonts)} 个 woff2")


def check_folders(settings: Settings) -> Finding:
    """Data and run folders can be made and reached by the users that servers run as."""
    try:
        user, door = service_user(), door_user()
        make_folders(place_of(settings), user)
    except AppError as error:
        return fail("目录", f"{error.what.zh}：{error.why.zh}", error.todo.zh)
    return ok("目录", f"{settings.data_dir}，服务用户 {user.name}、{door.name}")


def check_database(settings: Settings) -> list[Finding]:
    """The database answers, speaks UTF-8, has PostGIS and the schema this program needs."""
    if settings.database_url is not None:
        return _look_inside(settings.database_url)
    place = place_of(settings)
    if not place.cluster_dir.exists():
        return [ok("数据库", "首次启动时建立")]
    try:
        session = ClusterSession(place)
    except AppError as error:
        return [fail("数据库", f"{error.what.zh}：{error.why.zh.splitlines()[-1]}", error.todo.zh)]
    try:
        return _look_inside(place.dsn())
    finally:
        session.close()


def check_certificate(settings: Settings) -> Finding:
    """The certificate for tablets, if one was made, is not about to end."""
    file = certificate_dir(settings) / "server.crt"
    if not file.exists():
        return ok("证书", "未制作（外勤平板经局域网使用时才需要）")
    ends_at = x509.load_pem_x509_certificate(file.read_bytes()).not_valid_after_utc
    left = (ends_at - real_now()).days
    if left < RENEW_DAYS:
        return note("证书", f"还有 {left} 天到期", "运行 ./haitang certificate 更新")
    return ok("证书", f"还有 {left} 天到期")


def _look_inside(dsn: str) -> list[Finding]:
    try:
        with connect(dsn) as conn:
            facts = queries.server_facts(conn)
            rights = queries.rights_facts(conn, list(BOUND_ROLES), list(LEAKPROOF))
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        return [fail("数据库", f"没有应答：{reason}", "检查 HAITANG_DATABASE_URL 或数据库日志")]
    findings = [
        ok("数据库", f"PostgreSQL {facts.version}，{facts.encoding}，{facts.size_mb} MB")
        if facts.encoding == "UTF8"
        else fail("数据库", f"编码 {facts.encoding}", "用 ENCODING 'UTF8' 重建数据库"),
        ok("数据库扩展", f"PostGIS {facts.postgis}")
        if facts.postgis is not None
        else fail("数据库扩展", "没有 PostGIS", "以超级用户运行 CREATE EXTENSION postgis"),
    ]
    if not facts.checksums:
        findings.append(note("数据校验", "数据页没有校验和", "停机后运行 pg_checksums --enable"))
    return [*findings, *judge_rights(rights), _check_schema(dsn), *_city(dsn)]


def judge_rights(facts: queries.RightsFacts) -> list[Finding]:
    """Whether row-level security holds in this database, and lets the spatial index be used."""
    faults = {
        "缺少角色": (facts.missing_roles, "以超级用户建立（docs/operate.md）"),
        "不受行级权限约束": (facts.strong_roles, "ALTER ROLE … NOSUPERUSER NOBYPASSRLS"),
        "本系统不能切换到": (facts.not_members, "GRANT … TO 连接数据库的角色"),
        "行级权限被关闭": (facts.open_tables, "ALTER TABLE … ENABLE ROW LEVEL SECURITY"),
    }
    found = [
        fail("行级权限", f"{what}：{'、'.join(names)}", todo)
        for what, (names, todo) in faults.items()
        if names
    ]
    if facts.leaking:
        found.append(
            note(
                "空间索引",
                f"县区账号用不上：{'、'.join(facts.leaking)} 不是 LEAKPROOF",
                "以超级用户运行 ALTER FUNCTION … LEAKPROOF，还原或升级 PostGIS 后再做一次",
            )  # fmt: skip
        )
    return found or [ok("行级权限", "角色、策略和空间索引齐备")]


def _city(dsn: str) -> list[Finding]:
    """What the city lacks; nothing before the first start has made its tables."""
    if migration.current_revision(dsn) != migration.head_revision():
        return []
    with connect(dsn) as conn:
        lacks = find_lacks(city_facts(conn), island_facts(conn))
    if not lacks:
        return [ok("本市台账", "齐备")]
    told = "；".join(f"{each.what.zh}（{each.cost.zh}）" for each in lacks[:3])
    more = f"；等 {len(lacks)} 样" if len(lacks) > 3 else ""
    return [note("本市台账", told + more, "./haitang city check 全看，./haitang city import 导入")]


def _check_schema(dsn: str) -> Finding:
    found, needed = migration.current_revision(dsn), migration.head_revision()
    if found is None:
        return ok("数据库结构", "首次启动时建立")
    if found != needed:
        return fail("数据库结构", f"{found}，程序需要 {needed}", "运行 ./haitang db upgrade")
    return ok("数据库结构", found)
