"""The one place where an error becomes an answer: `application/problem+json` (RFC 9457)."""

import psycopg
import structlog
from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from app import edge
from app.audit.denials import Denials
from app.errors import (
    AppError,
    Denied,
    InvalidInput,
    RefusedByRule,
    TooLarge,
    TooOften,
    Unavailable,
    problem_of,
    status_of,
)
from app.services import Slot
from app.web.denials import note_denial
from app.web.problem_page import problem_page, sign_in_first, wants_page
from app.wording import Text, same

log = structlog.get_logger()
DENIALS = Slot("haitang_denials", Denials)

_HTTP_TEXT = {
    404: (
        "E-HTTP-404",
        Text("没有这个地址", "No such address"),
        Text("地址写错了，或者它已经不在", "It is mistyped, or no longer exists"),
        Text("回到首页再找", "Go back to the home page"),
    ),
    405: (
        "E-HTTP-405",
        Text("不能这样请求", "Not in this way"),
        Text("这个地址不接受这种方法", "This address does not take this method"),
        Text("看 /docs", "See /docs"),
    ),
    413: (
        "E-HTTP-413",
        Text("文件太大", "The file is too large"),
        Text("超过了服务器允许的大小", "It is larger than the server allows"),
        Text("缩小或分开再传", "Make it smaller or split it"),
    ),
    415: (
        "E-HTTP-415",
        Text("格式不对", "The form is wrong"),
        Text("这里只收 application/json", "Only application/json is taken here"),
        Text("改 Content-Type 再发", "Change Content-Type and send again"),
    ),
}


def install(app: Flask) -> None:
    """Answer every error in one form."""
    DENIALS.put(app.extensions, Denials())
    app.register_error_handler(AppError, _app_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(psycopg.errors.QueryCanceled, _answer_cancelled)
    app.register_error_handler(psycopg.DataError, _cannot_be_kept)
    app.register_error_handler(psycopg.errors.InsufficientPrivilege, _not_the_askers)
    app.register_error_handler(Exception, _answer_unexpected)


def problem(error: AppError, status: int) -> Response:
    """The answer in the asker's language. A person's browser gets a page."""
    if wants_page(request):
        return problem_page(error, status, edge.language())
    body = {**problem_of(error, edge.language()), "status": status}
    return current_app.response_class(
        current_app.json.dumps(body), status=status, mimetype="application/problem+json"
    )


def _app_error(error: AppError) -> Response:
    if isinstance(error, Denied | RefusedByRule | TooLarge):
        log.info("refused", code=error.code, path=request.path)
    if isinstance(error, Denied | RefusedByRule):
        note_denial(DENIALS.read(current_app.extensions), error)
    if (way := sign_in_first(request, error)) is not None:
        return way
    response = problem(error, status_of(error))
    if response.status_code == 503:
        response.headers["Retry-After"] = "2"
    if isinstance(error, TooOften):
        response.headers["Retry-After"] = str(error.detail.get("retry_s", 60))
    return response


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    code, what, why, todo = _HTTP_TEXT.get(
        status,
        (
            f"E-HTTP-{status}",
            Text("请求没有完成", "The request was not completed"),
            same(error.name),
            Text("改正后再发", "Correct it and send again"),
        ),
    )
    return problem(AppError(code, what, why, todo), status)


def _answer_cancelled(error: psycopg.errors.QueryCanceled) -> Response:
    told = Unavailable(
        "E-DB-002",
        Text("这次没有算完", "This was not worked out to the end"),
        Text(
            "查询被更新的请求取代或超过了时限",
            "The query was replaced by a newer one or took too long",
        ),
        Text("再试一次，或缩小范围", "Try again, or narrow the range"),
    )
    return problem(told, status_of(told))


def _cannot_be_kept(error: psycopg.DataError) -> Response:
    """A number or text beyond what a column holds, which no check of ours met before."""
    log.warning("cannot_be_kept", path=request.path, exc_info=error)
    told = InvalidInput(
        "E-REQ-007",
        Text("请求没有被接受", "The request was not accepted"),
        Text(
            "有一个数太大，或有存不下的字符",
            "A number is too large, or a character cannot be stored",
        ),
        Text("改正后再发", "Correct it and send again"),
    )
    return problem(told, status_of(told))


def _not_the_askers(error: psycopg.errors.InsufficientPrivilege) -> Response:
    """A row that the database's policies keep for another unit, in a change of several perhaps."""
    log.warning("not_the_askers", path=request.path, exc_info=error)
    return _app_error(
        Denied(
            "E-ACC-010",
            Text("没有改", "Not changed"),
            Text(
                "其中有别的单位的内容，只能改本单位的",
                "Some of it is another unit's; you can change your own unit's only",
            ),
            Text(
                "只留本单位的再做，或请那个单位或市级的人来做",
                "Keep your own unit's part only, or ask somebody of that unit or of the city",
            ),
        )
    )


def _answer_unexpected(error: Exception) -> Response:
    log.error("unexpected", path=request.path, exc_info=error)
    told = AppError(
        "E-SRV-001",
        Text("服务器出了错", "The server has a fault"),
        Text(
            f"程序里有一处没有想到（{type(error).__name__}）",
            f"The program met something it was not written for ({type(error).__name__})",
        ),
        Text(
            "再试一次；还不行就把时间和编号告诉值班技术员",
            "Try again; if it stays, tell the duty technician the time and the code",
        ),
    )
    return problem(told, 500)
