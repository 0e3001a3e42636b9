"""Writes nginx.conf: one port, one origin, everything behind it on unix sockets."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import InvalidInput
from app.settings import Settings
from app.wording import Language, Text

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
        "tls": _tls_lines(certificate),
        "proxies": _trust_proxies(settings.trusted_proxies),
        "run": settings.run_dir,
        "tmp": nginx_dir(settings) / "tmp",
        "screens": settings.data_dir / "screens",
        "web": settings.web_socket,
        "live": settings.live_socket,
        "body_limit_mb": settings.body_limit_mb,
        "live_silence_s": settings.live_silence_s,
        **_problem_maps(settings),
    }
    return _fill_template(TEMPLATE.read_text(encoding="utf-8"), values)


def _problem_maps(settings: Settings) -> dict[str, str]:
    """What nginx itself refuses, and what it says while a process is away."""
    return {
        "too_large": _problem_map(
            "too_large",
            413,
            "E-WEB-413",
            Text("上传内容过大", "The upload is too large"),
            Text(
                f"超过 {settings.body_limit_mb} MB",
                f"It is larger than {settings.body_limit_mb} MB",
            ),
            Text(
                "请缩小文件，或请管理员调大 HAITANG_BODY_LIMIT_MB",
                "Make the file smaller, or ask the administrator to raise HAITANG_BODY_LIMIT_MB",
            ),
        ),
        "too_many": _problem_map(
            "too_many",
            429,
            "E-WEB-429",
            Text("请求太密", "Too many requests"),
            Text("这个地址在短时间里问得太多", "This address asked too often in a short time"),
            Text("等几秒再试", "Wait some seconds and try again"),
        ),
        "away": _problem_map(
            "away",
            502,
            "E-WEB-502",
            Text("服务正在启动或重启", "The service is starting or restarting"),
            Text("后台进程暂时没有应答", "A process behind it does not answer for the moment"),
            Text("几秒后会自动恢复", "It comes back by itself in some seconds"),
        ),
        "late": _problem_map(
            "late",
            504,
            "E-WEB-504",
            Text("服务应答超时", "The service took too long"),
            Text("后台进程没有按时答复", "A process behind it did not answer in time"),
            Text("请稍后重试，或缩小范围", "Try again shortly, or narrow the range"),
        ),
    }


def _fill_template(template: str, values: Mapping[str, object]) -> str:
    for name, value in values.items():
        text = _quote_path(value) if isinstance(value, Path) else str(value)
        template = template.replace("{{" + name + "}}", text)
    return template


def _quote_path(path: Path) -> str:
    """A path as it may stand inside nginx's double quotes."""
    text = str(path)
    if any(sign in text for sign in '$"\\\n'):
        raise InvalidInput(
            "E-NGX-001",
            Text(f"nginx 不能使用这个目录：{text}", f"nginx cannot use this directory: {text}"),
            Text('路径含有 $、"、反斜杠或换行', 'The path holds $, ", a backslash or a line break'),
            Text(
                "请用 HAITANG_DATA_DIR 指定其他目录", "Name another directory with HAITANG_DATA_DIR"
            ),
        )
    return text


def _trust_proxies(networks: Sequence[str]) -> str:
    """Whose word nginx takes for the visitor's address; nobody's unless the office says so."""
    if not networks:
        return ""
    lines = [f"set_real_ip_from {network};" for network in networks]
    return "\n        ".join([*lines, "real_ip_header X-Forwarded-For;", "real_ip_recursive on;"])


def _tls_lines(certificate: Certificate | None) -> str:
    if certificate is None:
        return ""
    return (
        f'ssl_certificate "{_quote_path(certificate.certificate)}";\n'
        f'        ssl_certificate_key "{_quote_path(certificate.key)}";\n'
        "        ssl_protocols TLSv1.2 TLSv1.3;\n"
        # TLS 1.2 with forward secrecy and an authenticated cipher only; 1.3 has no others.
        "        ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;\n"
        "        ssl_session_tickets off;\n"
        "        ssl_session_cache shared:tls:2m;\n"
        "        error_page 497 =301 https://$http_host$request_uri;"
    )


def _problem_map(name: str, status: int, code: str, what: Text, why: Text, todo: Text) -> str:
    """A map that gives `$name` in the language of the asker."""
    said = {
        language: json.dumps(
            {
                "type": "about:blank",
                "title": what.spoken(language),
                "status": status,
                "code": code,
                "detail": why.spoken(language),
                "todo": todo.spoken(language),
            },
            ensure_ascii=False,
        ).replace("'", "\\u0027")
        for language in Language
    }
    return (
        f"map $http_accept_language ${name} {{\n"
        f"        default '{said[Language.ZH]}';\n"
        f"        ~*^en '{said[Language.EN]}';\n"
        "    }"
    )
