"""What a caller may choose about a server, with limits that suit one machine."""

from __future__ import annotations

import ipaddress
import math
import os
import re
from dataclasses import dataclass

from kg.errors import ConfigError

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+")


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits in seconds, rows and bytes; `workers` 0 means one per core, at most four."""

    host: str = "127.0.0.1"
    query_timeout_s: float = 30.0
    max_rows: int = 100_000  # rows of a table, triples of a graph
    max_bytes: int = 50_000_000  # of one answer
    max_body: int = 1_000_000  # of one request
    max_memory: int = 4_000_000_000  # address space of one worker; 0: no limit
    body_timeout_s: float = 10.0
    send_timeout_s: float = 60.0
    workers: int = 0
    waiting: int = 256  # queries that may wait for a worker
    cache_bytes: int = 64_000_000  # answers kept; 0: none
    cors: tuple[str, ...] = ()  # origins whose pages may ask; "*" means any

    def __post_init__(self) -> None:
        for name in ("query_timeout_s", "max_rows", "max_bytes", "max_body", "waiting"):
            if not 0 < getattr(self, name) < math.inf:  # neither is what is no number
                raise ConfigError(f"{name} must be more than 0, not {getattr(self, name)}")
        for name in ("workers", "cache_bytes", "max_memory"):
            if getattr(self, name) < 0:
                raise ConfigError(f"{name} may not be negative: {getattr(self, name)}")
        for origin in self.cors:
            if origin != "*" and not _ORIGIN.fullmatch(origin):
                raise ConfigError(
                    f"{origin!r} is not an origin: write it as https://example.org, without a path"
                )

    @property
    def processes(self) -> int:
        return self.workers or max(1, min(4, os.cpu_count() or 1))

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def allowed_hosts(self) -> tuple[str, ...]:
        """Names a request may call the server by; any, where others may reach it anyway."""
        own = f"[{self.host}]" if ":" in self.host else self.host
        return tuple(dict.fromkeys((*LOOPBACK_NAMES, own))) if self.loopback else ("*",)
