"""There and back again: the browser's way over the office's identity provider."""

from html import escape

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from app import edge
from app.accounts import oidc
from app.blueprint import Blueprint
from app.clock import real_now
from app.errors import AppError, sentence_of, status_of
from app.signin.model import Asked
from app.signin.provider import enter_as, provider_of, read_start, start_ticket
from app.web.means import caller, drop_ticket, keep_ticket, means, step_ticket
from app.web.signin import answer_with_session
from app.wording import PRODUCT, Text

blueprint = Blueprint("oidc", __name__, url_prefix="/api/v1/session/oidc")

# The session's cookie is SameSite=Strict: it is sent only when a page of ours leads on.
_PAGE = """<!doctype html><html lang="{tag}"><meta charset="utf-8"><title>{name}</title>
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
            page = _leading_on(
                path,
                Text("还要第二步。", "A second step is needed."),
                Text("去第二步", "Go to the second step"),
            )
        else:
            answer = answer_with_session(result)
            page = _leading_on(
                "/", Text("已登录。", "Signed in."), Text("进入海塘 Haitang", "Open Haitang")
            )
    except AppError as error:
        answer = Response(status=status_of(error))
        drop_ticket(answer)
        page = _notice_page("/signin", sentence_of(error), Text("回到登录页", "Back to signing in"))
    answer.set_data(page)
    answer.mimetype = "text/html"
    return answer


def _leading_on(path: str, words: Text, link: Text) -> str:
    return _notice_page(path, words, link, f'<meta http-equiv="refresh" content="0;url={path}">')


def _notice_page(path: str, words: Text, link: Text, refresh: str = "") -> str:
    language = edge.language()
    return _PAGE.format(
        tag=language.tag,
        name=PRODUCT.spoken(language),
        refresh=refresh,
        words=escape(words.spoken(language)),
        path=path,
        link=link.spoken(language),
    )
