"""There and back again: the browser's way over the office's identity provider."""

from html import escape

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from app import edge
from app.accounts import oidc
from app.clock import real_now
from app.errors import AppError, status_of
from app.signin.model import Asked
from app.signin.provider import enter_as, provider_of, read_start, start_ticket
from app.web.means import caller, drop_ticket, keep_ticket, means, step_ticket
from app.web.signin import answer_with_session

blueprint = Blueprint("oidc", __name__, url_prefix="/api/v1/session/oidc")

# The session's cookie is SameSite=Strict: it is sent only when a page of ours leads on.
_PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>海塘</title>
{refresh}<body><p>{words}</p><p><a href="{path}">{link}</a></p></body></html>"""


@blueprint.get("")
def get_start() -> AnyResponse:
    """Send the browser to the provider."""
    start = oidc.begin(provider_of(edge.settings(), edge.base_address()))
    answer = redirect(start.url)
    assert isinstance(answer, Response)  # noqa: S101 Flask's own redirect
    keep_ticket(answer, start_ticket(means().seal, start), across_sites=True)
    return answer


@blueprint.get("/return")
def get_return() -> Response:
    """Take the browser back: a session, or the reason why not, on a page that leads on."""
    try:
        start = read_start(means().seal, step_ticket())
        provider = provider_of(edge.settings(), edge.base_address())
        identity = oidc.finish(provider, start, request.url)
        result = enter_as(edge.database(), means(), identity, caller(), real_now())
        if isinstance(result, Asked):
            answer, path = Response(), f"/signin?second={','.join(result.factors)}"
            keep_ticket(answer, result.ticket)
            page = _leading_on(path, "还要第二步。", "去第二步")
        else:
            answer = answer_with_session(result)
            page = _leading_on("/", "已登录。", "进入海塘 Haitang")
    except AppError as error:
        answer = Response(status=status_of(error))
        drop_ticket(answer)
        words = escape(f"{error.what}：{error.why}。{error.todo}。{error.code}")
        page = _PAGE.format(refresh="", words=words, path="/signin", link="回到登录页")
    answer.set_data(page)
    answer.mimetype = "text/html"
    return answer


def _leading_on(path: str, words: str, link: str) -> str:
    refresh = f'<meta http-equiv="refresh" content="0;url={path}">'
    return _PAGE.format(refresh=refresh, words=words, path=path, link=link)
