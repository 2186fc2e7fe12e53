"""HTTP to one SPARQL server: credentials, time-outs, retries, and errors one can act on.

Redirects are not followed, so credentials never go to another host. Bodies of answers are
read as they are needed, never whole.
"""

from __future__ import annotations

import base64
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

import urllib3
from urllib3.connectionpool import ConnectionPool
from urllib3.exceptions import HTTPError, MaxRetryError, ReadTimeoutError
from urllib3.exceptions import TimeoutError as HTTPTimeoutError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Retry, Timeout

from kg.errors import StoreError
from kg.graph.servers import SECRETS

BUSY = (429, 503)  # not begun: whatever was asked may be asked again
UNSURE = (502, 504)  # a gateway's word: it may have been done
MESSAGE = 300  # characters of a server's own words that are shown
USER_AGENT = "newskg"
NO_REDIRECT = "it redirects elsewhere, which is not followed: use the address it redirects to"
ADVICE = {
    401: f"set {SECRETS}",
    403: f"this user may not do that: set {SECRETS} to one who may",
    404: "look at the path, and at ?server= in the address",
    405: "look at the path, and at ?server= in the address",
    413: "the request is too large: raise the server's limit",
    415: "look at ?server= in the address",
    429: "the server is busy: try again later",
    503: "the server is busy or starting: try again later",
}


class Refusal(StoreError):
    """The server answered, but not with success: `status`, and `reason` in its own words."""

    def __init__(self, text: str, status: int, reason: str) -> None:
        super().__init__(text)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds, and how often to try again.

    `answer_s` is the longest silence, not the longest answer. The pauses between the tries
    double, beginning with `pause_s`.
    """

    answer_s: float = 300
    connect_s: float = 10
    retries: int = 5
    pause_s: float = 0.5


@dataclass(frozen=True, slots=True)
class Credentials:
    """The Authorization header, and the words that must not show up anywhere."""

    header: str = ""
    secrets: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "Credentials(…)" if self.header else "Credentials()"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """KG_STORE_TOKEN, or KG_STORE_USER and KG_STORE_PASSWORD, or none of them."""
        user, password, token = (
            environment.get(f"KG_STORE_{name}", "") for name in ("USER", "PASSWORD", "TOKEN")
        )
        if (token and (user or password)) or bool(user) != bool(password):
            raise StoreError(f"set either {SECRETS}, and nothing else of these")
        if token:
            token = token.strip()
            if not token.isascii() or not token.isprintable() or " " in token:
                raise StoreError("KG_STORE_TOKEN holds characters that a token cannot have")
            return cls(f"Bearer {token}", (token,))
        if user:
            pair = base64.b64encode(f"{user}:{password}".encode()).decode()
            return cls(f"Basic {pair}", (pair, password))
        return cls()

    def hide(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, "***")
        return text


class Transport:
    """Sends requests; may be used by several threads."""

    def __init__(self, credentials: Credentials, patience: Patience) -> None:
        self._credentials = credentials
        self._patience = patience
        self._pool = urllib3.PoolManager(maxsize=4)

    def close(self) -> None:
        self._pool.clear()

    def send(
        self,
        method: str,
        url: str,
        *,
        body: bytes = b"",
        media_type: str = "",
        accept: str = "*/*",
        parameters: Mapping[str, str] | None = None,
        repeatable: bool = True,
        limit_s: float | None = None,
    ) -> Body:
        """The body of a successful answer, still to be read, and to be closed.

        What is `repeatable` leaves the same state when done twice: it is tried again after
        any failure, the rest only where the server certainly has not begun. With `limit_s`
        for everything, reading included, there is one try. Raises Refusal, StoreError where
        there is no answer, TimeoutError at the limit.
        """
        if parameters:
            url = f"{url}?{urlencode(parameters)}"
        headers = {"Accept": accept, "User-Agent": USER_AGENT}
        if media_type:
            headers["Content-Type"] = media_type
        if self._credentials.header:
            headers["Authorization"] = self._credentials.header
        deadline = None if limit_s is None else time.monotonic() + limit_s
        try:
            response = self._pool.request(
                method,
                url,
                body=body if media_type else None,
                headers=headers,
                redirect=False,
                preload_content=False,
                timeout=Timeout(limit_s, self._patience.connect_s, self._patience.answer_s),
                retries=_retries(self._patience, repeatable) if limit_s is None else False,
            )
        except HTTPError as error:
            if limit_s is not None and isinstance(error, HTTPTimeoutError):
                raise TimeoutError(f"no answer within {limit_s:g} s") from error
            raise self._unanswered(url, error) from error
        if not 200 <= response.status < 300:
            raise self._refusal(url, response)
        return Body(response, url, deadline)

    def _unanswered(self, url: str, error: HTTPError) -> StoreError:
        cause = error.reason if isinstance(error, MaxRetryError) and error.reason else error
        if isinstance(cause, ReadTimeoutError):
            return StoreError(
                f"{url} did not answer within {self._patience.answer_s:g} s: ask for less, or look "
                "at what the server is doing"
            )
        reason = self._credentials.hide(" ".join(str(cause).split()))[:MESSAGE]
        return StoreError(f"no answer from {url}: {reason}. Is the server running there?")

    def _refusal(self, url: str, response: BaseHTTPResponse) -> Refusal:
        status = response.status
        try:
            text = response.read(4096, decode_content=True).decode("utf-8", "replace")
        except HTTPError:
            text = ""
        finally:
            response.close()
        lines = [line for line in map(_printable, text.splitlines()) if line]
        reason = self._credentials.hide(lines[0] if lines else "")[:MESSAGE]
        advice = NO_REDIRECT if 300 <= status < 400 else ADVICE.get(status, "")
        text = ": ".join(part for part in (f"{url} answers {status}", reason, advice) if part)
        return Refusal(text, status, reason)


class Body:
    """The body of an answer from `url`, to read as a file; StoreError where it breaks off."""

    def __init__(self, response: BaseHTTPResponse, url: str, deadline: float | None = None) -> None:
        self.url = url
        self._deadline = deadline
        self._response = response

    @property
    def media_type(self) -> str:
        return self._response.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def read(self, size: int = -1) -> bytes:
        if self._deadline is not None and time.monotonic() > self._deadline:
            self._response.close()
            raise TimeoutError(f"{self.url} took too long")
        try:
            return self._response.read(None if size < 0 else size, decode_content=True)
        except HTTPError as error:
            if self._deadline is not None and isinstance(error, HTTPTimeoutError):
                raise TimeoutError(f"{self.url} took too long") from error
            raise StoreError(
                f"the answer of {self.url} broke off ({type(error).__name__}): the server gave "
                "up, or its time limit was reached; look at its log"
            ) from error

    def close(self) -> None:
        """Let go of the connection; it is kept for the next request if all was read."""
        try:
            if not self._response.closed and not self._response.read(1):
                self._response.release_conn()
        except HTTPError:
            pass
        finally:
            self._response.close()


class _Retry(Retry):
    """Does not ask again what took too long: it would take as long again."""

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: ConnectionPool | None = None,
        _stacktrace: TracebackType | None = None,
    ) -> Self:
        if isinstance(error, ReadTimeoutError):
            raise error
        return super().increment(method, url, response, error, _pool, _stacktrace)


def _retries(patience: Patience, repeatable: bool) -> Retry:
    return _Retry(
        total=patience.retries,
        read=None if repeatable else False,
        redirect=False,
        allowed_methods=None,
        status_forcelist=BUSY + UNSURE if repeatable else BUSY,
        raise_on_status=False,
        backoff_factor=patience.pause_s,
        backoff_max=30,
        retry_after_max=60,
    )


def _printable(line: str) -> str:
    return "".join(c if c.isprintable() else " " for c in line).strip()
