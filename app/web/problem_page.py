"""A refusal as a page: for a person whose browser opened an address, not for a program."""

from urllib.parse import quote

from flask import Request, Response
from markupsafe import Markup

from app.errors import AppError, NotSignedIn
from app.wording import PRODUCT, Language

_PAGE = Markup(
    """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{what} · {name}</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body><main>
<nav><a href="/">{name}</a></nav>
<h1>{what}</h1>
<p>{why}</p>
<p>{todo}</p>
<p><a href="/docs/errors#{code}"><code>{code}</code></a></p>
</main></body>
</html>
"""
)
_DATA = ("/api/", "/tiles/", "/socket.io/")


def wants_page(request: Request) -> bool:
    """Whether a browser opened this address to look at it."""
    looks = request.method == "GET" and not request.path.startswith(_DATA)
    return looks and "text/html" in request.headers.get("Accept", "")


def sign_in_first(request: Request, error: AppError) -> Response | None:
    """The way to the sign-in page and back, where that is what helps."""
    if not isinstance(error, NotSignedIn) or not wants_page(request):
        return None
    return Response(
        status=302, headers={"Location": f"/signin?then={quote(request.path, safe='')}"}
    )


def problem_page(error: AppError, status: int, language: Language) -> Response:
    """What, why and what to do, as HTML."""
    page = _PAGE.format(
        lang=language.tag,
        name=PRODUCT.spoken(language),
        code=error.code,
        what=error.what.spoken(language),
        why=error.why.spoken(language),
        todo=error.todo.spoken(language),
    )
    return Response(page, status, mimetype="text/html")
