"""From the claims about one situation to the way its line is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.view.records import Status

NEGATIVE = frozenset({"CT-", "PR-", "PS-"})
INTENDED = frozenset({"consider", "promise", "threaten", "demand"})
UNREAL = frozenset({"future", "hypothetical"})


@dataclass(frozen=True, slots=True)
class Voice:
    """What one claim does to its content, without who says it.

    `doubted` is set when the claim is itself only reported with a doubt, and `opposed` when
    a claim of another article says the contrary.
    """

    stance: str
    factuality: str
    doubted: bool = False
    opposed: bool = False


def status_of(voices: Iterable[Voice], time_frame: str = "") -> Status:
    """One status for everything that is said about one situation.

    Nothing becomes ASSERTED that nobody asserts as certain, that somebody denies, or that
    lies in the future: the doubtful case is always drawn as doubtful.
    """
    said = tuple(voices)
    denied = any(_denies(voice) for voice in said)
    contested = any(voice.opposed for voice in said)
    affirmed = [voice for voice in said if voice.stance == "assert" and not _denies(voice)]
    if affirmed and (denied or contested):
        return Status.DISPUTED
    intended = any(voice.stance in INTENDED for voice in said)
    if time_frame in UNREAL:
        return Status.DENIED if denied and not intended else Status.PLANNED
    if any(voice.factuality == "CT+" and not voice.doubted for voice in affirmed):
        return Status.ASSERTED
    if affirmed:
        return Status.ALLEGED
    if denied:
        return Status.DENIED
    return Status.PLANNED if intended else Status.ALLEGED


def _denies(voice: Voice) -> bool:
    # An intention not to act ("will not send") has a negative value but denies nothing.
    negative = voice.stance == "assert" and voice.factuality in NEGATIVE
    return negative or voice.stance in {"deny", "refuse"}
