"""Party cells and the agencies that open a prose item. What enters: a text and the column's role; what leaves:
parties with their place, role, mention and official name, and notes. It never adds a province nor drops a party
in silence.
"""

from __future__ import annotations

from functools import lru_cache

from cchc_extract.fields.party_labels import Segment, roles_of, segments
from cchc_extract.fields.party_names import expand_name, name_of
from cchc_extract.fields.party_split import Mention, Reader
from cchc_extract.fields.party_words import Words
from cchc_extract.model.values import Context, Note, Party

__all__ = ["expand_name", "find_leads", "read_parties"]

_OPENING = 700  # characters: the agencies that open an item stand well within


def read_parties(text: str, context: Context) -> tuple[tuple[Party, ...], tuple[Note, ...]]:
    """The parties of a cell, in its order. `context.role` is the column's: lead, coordinating or implementing.

    RECORDS.md section 3, `parties[]`. `at` of a party is its mention in `text`, a label and bullets left out.
    """
    return _read(text, context.role or "implementing")


@lru_cache(maxsize=4096)
def _read(text: str, role: str) -> tuple[tuple[Party, ...], tuple[Note, ...]]:
    words = Words(text)
    if not words.size:
        return (), ()
    parties: list[Party] = []
    notes: list[Note] = []
    reader = Reader(words)
    for segment in segments(words) if ":" in text else [Segment(0, words.size)]:
        if segment.label is not None:
            _note_label(segment, notes)
        for mention in reader.read(segment.start, segment.stop):
            given = mention.role or segment.role or _said_role(words, mention, role, segment)
            parties.append(_party(words, mention, given or role, segment.label, notes))
    if not parties:
        notes.append(Note("party.none", (0, len(text)), text.strip()))
    return tuple(parties), tuple(notes)


def _said_role(words: Words, mention: Mention, role: str, segment: Segment) -> str | None:
    """What a bracket after the agency says of its part, or, in a column for all roles, its duty."""
    mark = words.raw[mention.stop - 1]
    if mark == ")":
        p = mention.stop - 1
        while p > mention.start and words.low[p] != "(":
            p -= 1
        inside = words.text[words.at[p] + 1 : words.at[mention.stop - 1]]
        if roles_of(inside) and not any(words.start(q) for q in range(p + 1, mention.stop - 1)):
            return roles_of(inside)[0]
    if mention.duty and role == "implementing" and segment.role is None:
        named = roles_of(mention.duty)
        return named[0] if named else None
    return None


def _note_label(segment: Segment, notes: list[Note]) -> None:
    if segment.role is None:
        notes.append(Note("party.label-without-role", segment.place, segment.label or ""))
    elif segment.two_roles:
        notes.append(Note("party.label-two-roles", segment.place, segment.label or ""))


def _party(words: Words, mention: Mention, role: str, label: str | None, notes: list[Note]) -> Party:
    at = (words.at[mention.start], words.end[mention.stop - 1])
    text = " ".join(words.text[at[0] : at[1]].split())
    name, repaired = name_of(f"{mention.prefix} {text}" if mention.prefix else text)
    if repaired:
        notes.append(Note("party.name-repaired", at, text))
    if mention.rule == "party.other":
        notes.append(Note("party.unknown-agency", at, text))
    if mention.end != "mark":
        notes.append(Note("party.duty", at, mention.duty))
    return Party(at, role, text, name, label, mention.rule)


def find_leads(text: str) -> tuple[tuple[Party, ...], tuple[Note, ...]]:
    """The agencies with which a prose item, or a heading that names agencies, opens; all are `lead`."""
    words = Words(text[:_OPENING])
    reader = Reader(words, prose=True)
    notes: list[Note] = []
    leads = [_party(words, m, "lead", None, []) for m in reader.leads()]
    return tuple(leads), tuple(notes)
