"""One question to an OpenAI-compatible chat endpoint: bounded in time and size, tried again where that helps.

Nothing is sent anywhere but to the address given: redirects are not followed. The key is read from an
environment variable when it is needed, stands in one header, and in no message.
"""

from __future__ import annotations

import http.client
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from testimonia.finding.readers.protocol import ReaderError, ReaderFault

#: The largest answer that is read, in bytes; the longest wait between two tries, in seconds.
LARGEST = 4_000_000
LONGEST_WAIT_S = 60.0
_PASSING = frozenset((408, 409, 425, 429, 500, 502, 503, 504, 529))
_ADVICE = {
    401: "the key was refused; look at the variable that key-env names",
    403: "the key was refused; look at the variable that key-env names",
    404: "there is no such address, or no such model",
}
_SECRET_WORDS = ("key", "token", "secret", "password")
_LOCAL = frozenset(("localhost", "127.0.0.1", "::1"))


class Unreached(ReaderFault):
    """The endpoint gave no answer; ``lasting`` tells that asking again is of no use."""

    def __init__(self, message: str, *, lasting: bool = False) -> None:
        super().__init__(message)
        self.lasting = lasting


class Unusable(Exception):
    """An answer came and cannot be used; the message says why."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Follow no redirect: texts and key go where the user sent them."""


class Endpoint:
    """An address and how patiently it is asked. Raises ReaderError for an address that cannot be meant."""

    def __init__(
        self,
        url: str,
        key_env: str = "",
        *,
        timeout_s: float = 120.0,
        tries: int = 5,
        wait_s: float = 1.0,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.url = _address(url)
        self.host = urlsplit(self.url).hostname or ""
        self.is_local = self.host in _LOCAL
        self.key_env = key_env
        self.timeout_s = timeout_s
        self.tries = tries
        self.wait_s = wait_s
        self.pause = pause
        self._opener = urllib.request.build_opener(_NoRedirects)
        if key_env:
            self.key()

    def key(self) -> str:
        """Return the key, or nothing where none is named. Raises ReaderError for a variable not set."""
        if not self.key_env:
            return ""
        value = os.environ.get(self.key_env, "").strip()
        if not value:
            raise ReaderError(
                f"the environment variable {self.key_env} is not set",
                f"put the key there: export {self.key_env}=… (it is never stored)",
            )
        return value

    def ask(self, question: dict[str, Any], use: Callable[[str, str], Any]) -> Any:
        """Send a question and return what ``use`` makes of the answer's words and the reason it ended.

        Whatever passes (a full house, a broken line, an answer that ``use`` refuses with Unusable) is tried
        again with longer and longer waits. Raises Unreached, and Unusable with the last reason.
        """
        fault: Exception = Unusable("it was not asked")
        for turn in range(self.tries):
            try:
                return use(*self._once(question))
            except _Passing as passing:
                fault, wait = Unreached(str(passing)), passing.wait_s
            except Unusable as unusable:
                fault, wait = unusable, 0.0
            if turn + 1 < self.tries:
                self.pause(min(max(wait, self.wait_s * 2**turn), LONGEST_WAIT_S))
        if isinstance(fault, Unreached):
            raise Unreached(f"{fault}; tried {self.tries} times")
        raise fault

    def _once(self, question: dict[str, Any]) -> tuple[str, str]:
        try:
            return _words(self._post(question))
        except _Refused as refused:
            if refused.status == 400 and "response_format" in question:
                del question["response_format"]  # not every server knows it
                return self._once(question)
            raise Unreached(str(refused), lasting=refused.status in _ADVICE) from refused

    def _post(self, question: dict[str, Any]) -> bytes:
        headers = {"Content-Type": "application/json", "User-Agent": "testimonia"}
        key = self.key()
        if key:
            headers["Authorization"] = f"Bearer {key}"
        body = json.dumps(question).encode()
        request = urllib.request.Request(self.url, body, headers, method="POST")
        until = time.monotonic() + self.timeout_s
        try:
            with self._opener.open(request, timeout=self.timeout_s) as response:
                return _bounded(response, until)
        except urllib.error.HTTPError as error:
            with error:
                told = _told(error, key)
            advice = _ADVICE.get(error.code, "")
            message = f"{self.host} answered {error.code} {error.reason}{told}{advice and f' ({advice})'}"
            if error.code in _PASSING:
                raise _Passing(message, _asked_wait(error.headers.get("Retry-After"))) from None
            raise _Refused(message, error.code) from None
        except ValueError as error:  # a key with characters that no header may hold
            raise _Refused(f"{self.host} cannot be asked: {type(error).__name__}", 0) from None
        except (OSError, http.client.HTTPException) as error:
            reason = error.reason if isinstance(error, urllib.error.URLError) else error
            raise _Passing(f"{self.host} cannot be reached: {reason or type(error).__name__}") from None


class _Passing(Exception):
    """A failure that may be over at the next try, and how long the server asks to wait, in seconds."""

    def __init__(self, message: str, wait_s: float = 0.0) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class _Refused(Exception):
    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def _address(url: str) -> str:
    """Return the address of the chat of an endpoint, given with or without ``/chat/completions``."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ReaderError(f"{url!r} is no address", "write it like: url=http://localhost:8080/v1")
    secret = any(word in name.lower() for name, _ in parse_qsl(parts.query) for word in _SECRET_WORDS)
    if parts.username or parts.password or secret:
        raise ReaderError(
            "the address holds a key, which would be stored in the case",
            "put the key into an environment variable and name that: key-env=NAME",
        )
    path = parts.path.rstrip("/")
    if not path.endswith("/chat/completions"):
        path += "/chat/completions"
    return parts._replace(path=path, fragment="").geturl()


def _bounded(response: http.client.HTTPResponse, until: float) -> bytes:
    """Read an answer up to the largest size and the last moment."""
    parts, size = [], 0
    while part := response.read1(65536):
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise Unusable(f"its answer is larger than {LARGEST // 1_000_000} MB")
        if time.monotonic() > until:
            raise TimeoutError("its answer takes too long")
    return b"".join(parts)


def _told(error: urllib.error.HTTPError, key: str) -> str:
    """Return the beginning of what a server says about its refusal, without the key."""
    try:
        text = error.read(2000).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""
    text = " ".join((text.replace(key, "…") if key else text).split())
    return f": {text[:200]}" if text else ""


def _asked_wait(header: str | None) -> float:
    """Return the seconds of a Retry-After header, which may be a number or a date."""
    if not header:
        return 0.0
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0


def _words(body: bytes) -> tuple[str, str]:
    """Return the words of an answer, and why it ended. Raises Unusable."""
    try:
        choice = json.loads(body)["choices"][0]
        words = choice["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise Unusable("its answer is not that of a chat endpoint") from error
    if isinstance(words, list):
        words = "".join(str(part.get("text", "")) for part in words if isinstance(part, dict))
    if not isinstance(words, str):
        raise Unusable("its answer holds no words")
    return words, str(choice.get("finish_reason") or "")
