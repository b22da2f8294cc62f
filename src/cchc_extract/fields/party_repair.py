"""Misprints in the names of agencies. What enters: the words of a mention; what leaves: the official name that they
misprint, or nothing. It repairs only names long enough to be known by their other words.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc_extract.fields.party_words import Words

_SEPARATORS = frozenset(",-–&.")
_REACH = 24  # tokens: the longest name with its separators


def repaired_at(words: Words, p: int) -> tuple[str, int] | None:
    """The official form of a known name misprinted at p, and the token after the misprint."""
    candidates = words.lex.agencies.repairs.get(words.low[p], ())
    if not candidates:
        return None
    seen: list[str] = []
    at: list[int] = []
    for q in range(p, min(p + _REACH, words.size)):
        if words.is_word(q):
            if words.low[q] != "và":
                seen.append(words.low[q])
                at.append(q)
        elif words.low[q] not in _SEPARATORS:
            break
    if len(seen) < 3 or any(tuple(seen[: len(target)]) == target for _, target, _ in candidates):
        return None
    for official, target, closed in candidates:
        if not {seen[1], seen[2]} & {target[1], target[2]}:
            continue
        for size in (len(target), len(target) + 1, len(target) - 1):
            if size <= len(seen) and _one_word_off(
                seen[:size], target, words.lex.agencies.vocabulary, closed
            ):
                return official, at[size - 1] + 1
    return None


def _one_word_off(seen: Sequence[str], target: tuple[str, ...], known: frozenset[str], closed: bool) -> bool:
    """One word misspelt, missing, or doubled by its own beginning (`ng nghiệp`). Where the list of names is not
    closed, a word known from other names is no misprint."""
    if len(seen) == len(target):
        off = [(a, b) for a, b in zip(seen, target, strict=True) if a != b]
        return (
            len(off) == 1 and (closed or off[0][0] not in known) and _misspelt(*off[0], len(target), closed)
        )
    longer, shorter = (seen, target) if len(seen) > len(target) else (target, seen)
    for i in range(1, len(longer) - 1):
        if (*longer[:i], *longer[i + 1 :]) == tuple(shorter):
            return len(target) > 4 if longer is target else longer[i + 1].startswith(longer[i])
    return False


def _misspelt(seen: str, word: str, words: int, closed: bool) -> bool:
    """A letter or two off in a name of so many words; in a long one also another word with the same beginning, as
    when text recognition guesses a blurred word."""
    limit = 2 if closed and words >= 4 else 1
    if abs(len(seen) - len(word)) <= limit and _distance(seen, word) <= limit:
        return min(len(seen), len(word)) > 1
    return closed and words >= 4 and len(seen) > 3 and seen[:2] == word[:2]


def _distance(a: str, b: str) -> int:
    """Letters to change, add or take away between two words."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1]
