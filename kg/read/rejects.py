"""How a reader says that an input cannot be taken: raised inside this room only."""

from __future__ import annotations

from kg.records import Reason, Rejection


class Rejected(Exception):
    """Bad input on its way to becoming a `Rejection`; never leaves `kg.read`."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    def at(self, path: str) -> Rejection:
        return Rejection(path, self.reason, self.detail)
