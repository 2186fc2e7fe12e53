"""Answers kept in memory, the least recently used thrown away first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

from kg.serve.worker import Answer

Key = TypeVar("Key", bound=Hashable)
OVERHEAD = 500  # bytes of an entry besides its body, about
SHARE = 8  # one answer may fill an eighth of the room


class AnswerCache(Generic[Key]):
    """Good as long as the store is open for reading, since nobody can write meanwhile."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.used = 0
        self.hits = 0
        self._answers: OrderedDict[Key, Answer] = OrderedDict()

    def get(self, key: Key) -> Answer | None:
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
            self.hits += 1
        return found

    def put(self, key: Key, answer: Answer) -> None:
        """Keep an answer, unless it is too large to share the room with others."""
        size = _size(key, answer)
        if size > self.room // SHARE or key in self._answers:
            return
        self._answers[key] = answer
        self.used += size
        while self.used > self.room:
            old, gone = self._answers.popitem(last=False)
            self.used -= _size(old, gone)

    def __len__(self) -> int:
        return len(self._answers)


def _size(key: Hashable, answer: Answer) -> int:
    return len(answer.body) + len(str(key)) + OVERHEAD
