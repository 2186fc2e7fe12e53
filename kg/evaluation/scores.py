"""Precision, recall and F1, as every task reports them."""

from __future__ import annotations


def prf(right: int, guessed: int, marked: int) -> dict[str, float]:
    """Micro scores of counts, rounded to four places; nothing found or marked scores zero."""
    precision = right / guessed if guessed else 0.0
    recall = right / marked if marked else 0.0
    f1 = 2 * right / (guessed + marked) if right else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
