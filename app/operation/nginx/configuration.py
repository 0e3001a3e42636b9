"""Writes nginx.conf: one port, one origin, everything behind it on unix sockets."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import InvalidInput
from app.settings import Settings

TEMPLATE = Path(__file__).with_name("nginx.conf.template")


@dataclass(frozen=True, slots=True)
class Certificate:
    """Files of the server's certificate and key."""

    certificate: Path
    key: Path


def nginx_dir(settings: Settings) -> Path:
    """nginx's configuration and temporary files."""
    return settings.data_dir / "nginx"


def configuration(settings: Settings, port: int, certificate: Certificate | None) -> str:
    """Text of nginx.conf for these settings."""
    values = {
        "listen": f"{settings.host}:{port}" + (" ssl" if certificate else ""),
        "tls": _tls(certificate),
        "proxies": _proxies(settings.trusted_proxies),
        "run": settings.run_dir,
        "tmp": nginx_dir(settings) / "tmp",
        "screens": settings.data_dir / "screens",
        "web": settings.web_socket,
        "live": settings.live_socket,
        "body_limit_mb": settings.body_limit_mb,
        "live_silence_s": settings.live_silence_s,
        "too_large": _problem(
            413,
            "E-WEB-413",
            "上传内容过大",
            f"超过 {settings.body_limit_mb} MB",
            "请缩小文件，或请管理员调大 HAITANG_BODY_LIMIT_MB",
        ),
        "too_many": _problem(
            429, "E-WEB-429", "请求太密", "这个地址在短时间里问得太多", "等几秒再试"
        ),
        "away": _problem(
            502, "E-WEB-502", "服务正在启动或重启", "后台进程暂时没有应答", "几秒后会自动恢复"
        ),
        "late": _problem(
            504, "E-WEB-504", "服务应答超时", "后台进程没有按时答复", "请稍后重试，或缩小范围"
        ),
    }
    return _filled(TEMPLATE.read_text(encoding="utf-8"), values)


def _filled(template: str, values: Mapping[str, object]) -> str:
    for name, value in values.items():
        text = _path(value) if isinstance(value, Path) else str(value)
        template = template.replace("{{" + name + "}}", text)
    return template


def _path(path: Path) -> str:
    """A path as it may stand inside nginx's double quotes."""
    text = str(path)
    if any(sign in text for sign in '$"\\\n'):
        raise InvalidInput(
            "E-NGX-001",
            f"nginx 不能使用这个目录：{text}",
            '路径含有 $、"、反斜杠或换行',
            "请用 HAITANG_DATA_DIR 指定其他目录",
        )
    return text


def _proxies(networks: Sequence[str]) -> str:
    """Whose word nginx takes for the visitor's address; nobody's unless the office says so."""
    if not networks:
        return ""
    lines = [f"set_real_ip_from {network};" for network in networks]
    return "\n        ".join([*lines, "real_ip_header X-Forwarded-For;", "real_ip_recursive on;"])


def _tls(certificate: Certificate | None) -> str:
    if certificate is None:
        return ""
    return (
        f'ssl_certificate "{_path(certificate.certificate)}";\n'
        f'        ssl_certificate_key "{_path(certificate.key)}";\n'
        "        ssl_protocols TLSv1.2 TLSv1.3;\n"
        "        ssl_session_cache shared:tls:2m;\n"
        "        error_page 497 =301 https://$http_host$request_uri;"
    )


def _problem(status: int, code: str, what: str, why: str, todo: str) -> str:
    problem = {
        "type": "about:blank",
        "title": what,
        "status": status,
        "code": code,
        "detail": why,
        "todo": todo,
    }
    return json.dumps(problem, ensure_ascii=False)
