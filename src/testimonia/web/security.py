"""What stands guard before every request.

A page on the reader's own machine is reachable by every web page open beside it, so (1) the Host must be one
of ours, else a foreign name that was pointed at this machine (DNS rebinding) could read the case; (2) a form
that writes must come from a page of ours, by Origin or Sec-Fetch-Site, and carry the token that only our
pages hold; (3) pages may load nothing from elsewhere and run no script but our files. See the OWASP cheat
sheets on cross-site request forgery and on content security policies.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
import ipaddress
from collections.abc import Collection
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from testimonia.web.pages import Site

LARGEST_BODY = 1_000_000
PAUSE_S = 0.5  # after a wrong password
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # nothing to others; no-referrer would take the Origin from our forms
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "private, no-cache",
}
READING = frozenset({"GET", "HEAD"})


class Guard:
    """ASGI middleware that lets through what comes from our own pages, and seals what goes out."""

    def __init__(
        self,
        app: ASGIApp,
        site: Site,
        *,
        password: str | None = None,
        hosts: Collection[str] = (),
    ) -> None:
        self.app = app
        self.site = site
        self.password = password
        self.hosts = LOOPBACK | {host.casefold() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is None and self.password is not None:
            scope["testimonia.user"] = self._user(headers.get("authorization", ""))
            if scope["testimonia.user"] is None:
                await asyncio.sleep(PAUSE_S if "authorization" in headers else 0)
                refusal = PlainTextResponse(
                    "This case asks for a password.\n",
                    401,
                    {"WWW-Authenticate": 'Basic realm="Testimonia", charset="UTF-8"'},
                )
        if refusal is None and scope["method"] not in READING:
            body = await _body(receive)
            if body is None:
                refusal = PlainTextResponse("The form is too large.\n", 413)
            elif not self._has_token(headers, body):
                refusal = PlainTextResponse(
                    "This form comes from a page of an earlier start of the program: load the page again.\n",
                    403,
                )
            else:
                receive = _again(body, receive)
        await (refusal or self.app)(scope, receive, sealed)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """Return the answer to a request that may not be let through, None to one that may."""
        host = headers.get("host", "")
        if len(headers.getlist("host")) != 1 or not self._ours(host, scope.get("server")):
            return PlainTextResponse("This address is not one that the program answers to.\n", 421)
        if scope["method"] in READING:
            return None
        if scope["method"] != "POST":
            return PlainTextResponse("Not allowed.\n", 405)
        if self.site.read_only:
            return PlainTextResponse("This case is open for reading only.\n", 403)
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None and urlsplit(origin).netloc.casefold() != host.casefold():
            return PlainTextResponse("This form comes from another site.\n", 403)
        if site is not None and site not in ("same-origin", "none"):
            return PlainTextResponse("This form comes from another site.\n", 403)
        if origin is None and site is None:
            return PlainTextResponse("This form does not say where it comes from.\n", 403)
        if headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
            return PlainTextResponse("This is no form.\n", 415)
        return None

    def _ours(self, host: str, server: tuple[str, int | None] | None) -> bool:
        """Tell whether a Host names this machine, with the port that is served."""
        name, port = _split(host.casefold())
        if server is not None and server[1] is not None and port != str(server[1]):
            return False
        if name in self.hosts:
            return True
        return self.password is not None and _is_address(name)  # an address cannot be rebound, a name can

    def _user(self, authorization: str) -> str | None:
        """Return the name that came with the right password, "" for none given, None for a wrong password."""
        scheme, _, coded = authorization.partition(" ")
        try:
            name, _, given = base64.b64decode(coded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return None
        right = hmac.compare_digest(given.encode(), (self.password or "").encode())
        return name if scheme.lower() == "basic" and right else None

    def _has_token(self, headers: Headers, body: bytes) -> bool:
        given = headers.get("x-csrf-token")
        if given is None:
            try:
                fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=1_000)
            except ValueError:
                return False
            given = fields.get("token", [""])[0]
        return hmac.compare_digest(given.encode(), self.site.token.encode())


def _split(host: str) -> tuple[str, str]:
    """Return name and port of a Host; without one the port is that of http."""
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        return host, "80"
    return name, port


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


async def _body(receive: Receive) -> bytes | None:
    """Return what was sent, None if it is too large."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        size += len(message.get("body", b""))
        if size > LARGEST_BODY:
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a channel that gives a body which was read already, then what comes after it."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
