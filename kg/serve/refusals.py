"""Why a request is not answered: an HTTP status and a sentence that says what to do."""

from __future__ import annotations


class Refusal(Exception):
    """Raised in the server or in a worker; it travels between the two."""

    def __init__(self, status: int, message: str, retry_after: int = 0) -> None:
        super().__init__(status, message, retry_after)  # all of them, so that it can be pickled
        self.status = status
        self.message = message
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.retry_after)} if self.retry_after else {}


def too_slow(seconds: float) -> Refusal:
    return Refusal(
        504,
        f"the query took longer than {seconds:g} s and was stopped: ask for less (LIMIT, a more "
        "specific pattern), or let whoever runs the server raise the time limit",
    )


def too_busy(retry_after: int) -> Refusal:
    return Refusal(503, "too many queries are waiting: try again later", retry_after)


def too_many_rows(limit: int) -> Refusal:
    return Refusal(
        422,
        f"the answer has more than {limit:,} rows, which is the limit here: ask for less (LIMIT, "
        "or page by ORDER BY with LIMIT and OFFSET)",
    )


def too_many_bytes(limit: int) -> Refusal:
    return Refusal(
        422,
        f"the answer is longer than {limit:,} bytes, which is the limit here: ask for less "
        "(LIMIT, fewer variables), or page by ORDER BY with LIMIT and OFFSET",
    )


def gave_up() -> Refusal:
    return Refusal(
        422,
        "the query needed more memory than it may have, or is nested too deeply, and was stopped: "
        "ask for less",
    )


def not_acceptable(offers: tuple[str, ...]) -> Refusal:
    return Refusal(406, f"this is not offered as what Accept asks for, but as {', '.join(offers)}")
