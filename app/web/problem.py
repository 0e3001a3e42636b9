"""The one place where an error becomes an answer: `application/problem+json` (RFC 9457)."""

from typing import Any

import psycopg
import structlog
from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from app.errors import AppError, Denied, TooLarge, TooOften, status_of
from app.web.denials import Denials, note_denial
from app.web.problem_page import problem_page, sign_in_first, wants_page

log = structlog.get_logger()
DENIALS = "haitang_denials"

_HTTP_TEXT = {
    404: ("E-HTTP-404", "没有这个地址", "地址写错了，或者它已经不在", "回到首页再找"),
    405: ("E-HTTP-405", "不能这样请求", "这个地址不接受这种方法", "看 /docs"),
    413: ("E-HTTP-413", "文件太大", "超过了服务器允许的大小", "缩小或分开再传"),
    415: ("E-HTTP-415", "格式不对", "这里只收 application/json", "改 Content-Type 再发"),
}


def install(app: Flask) -> None:
    """Answer every error in one form."""
    app.extensions[DENIALS] = Denials()
    app.register_error_handler(AppError, _app_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(psycopg.errors.QueryCanceled, _cancelled)
    app.register_error_handler(psycopg.DataError, _cannot_be_kept)
    app.register_error_handler(psycopg.errors.InsufficientPrivilege, _not_the_askers)
    app.register_error_handler(Exception, _unexpected)


def problem(status: int, code: str, what: str, why: str, todo: str, **more: Any) -> Response:
    """A problem answer; `more` are the error's own figures. A person's browser gets a page."""
    if wants_page(request):
        return problem_page(status, code, what, why, todo)
    body = {"type": f"/docs/errors#{code}", "title": what, "status": status, "code": code,
            "detail": why, "todo": todo, **more}  # fmt: skip
    return current_app.response_class(
        current_app.json.dumps(body), status=status, mimetype="application/problem+json"
    )


def _app_error(error: AppError) -> Response:
    if isinstance(error, Denied | TooLarge):
        log.info("refused", code=error.code, path=request.path)
    if isinstance(error, Denied):
        note_denial(current_app.extensions[DENIALS], error)
    if (way := sign_in_first(request, error)) is not None:
        return way
    response = problem(
        status_of(error), error.code, error.what, error.why, error.todo, **error.detail
    )
    if response.status_code == 503:
        response.headers["Retry-After"] = "2"
    if isinstance(error, TooOften):
        response.headers["Retry-After"] = str(error.detail.get("retry_s", 60))
    return response


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    code, what, why, todo = _HTTP_TEXT.get(
        status, (f"E-HTTP-{status}", "请求没有完成", error.name, "改正后再发")
    )
    return problem(status, code, what, why, todo)


def _cancelled(error: psycopg.errors.QueryCanceled) -> Response:
    return problem(
        503, "E-DB-002", "这次没有算完", "查询被更新的请求取代或超过了时限", "再试一次，或缩小范围"
    )


def _cannot_be_kept(error: psycopg.DataError) -> Response:
    """A number or text beyond what a column holds, which no check of ours met before."""
    log.warning("cannot_be_kept", path=request.path, exc_info=error)
    return problem(
        422, "E-REQ-007", "请求没有被接受", "有一个数太大，或有存不下的字符", "改正后再发"
    )


def _not_the_askers(error: psycopg.errors.InsufficientPrivilege) -> Response:
    """A row that the database's policies keep for another unit, in a change of several perhaps."""
    log.warning("not_the_askers", path=request.path, exc_info=error)
    return _app_error(
        Denied(
            "E-ACC-010", "没有改", "其中有别的单位的内容，只能改本单位的",
            "只留本单位的再做，或请那个单位或市级的人来做",
        )
    )  # fmt: skip


def _unexpected(error: Exception) -> Response:
    log.error("unexpected", path=request.path, exc_info=error)
    return problem(
        500, "E-SRV-001", "服务器出了错", f"程序里有一处没有想到（{type(error).__name__}）",
        "再试一次；还不行就把时间和编号告诉值班技术员",
    )  # fmt: skip
