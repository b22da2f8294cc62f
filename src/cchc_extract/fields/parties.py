"""Party cells and the agencies that open a prose item. What enters: a text and the column's role; what leaves:
parties with their place, role, mention and official name, and notes. It never adds a province nor drops a party
in silence.
"""

from __future__ import annotations

from functools import lru_cache

from cchc_extract.fields.party_labels import Segment, roles_of, segments
from cchc_extract.fields.party_leads import leads
from cchc_extract.fields.party_mention import Mention
from cchc_extract.fields.party_names import expand_name, name_of
from cchc_extract.fields.party_split import Reader
from cchc_extract.fields.party_words import Words
from cchc_extract.model.values import Context, Note, Party

__all__ = ["expand_name", "find_leads", "read_parties", "read_roles"]

_ROLE_BRACKET = 7  # tokens: `(chủ trì)`, `(phối hợp thực hiện)`
_LABEL = 6  # words of a label that opens an item of prose
_OPENING = 700  # characters: the agencies that open an item stand well within


def read_parties(text: str, context: Context) -> tuple[tuple[Party, ...], tuple[Note, ...]]:
    """The parties of a cell, in its order. `context.role` is the column's: lead, coordinating or implementing.

    RECORDS.md section 3, `parties[]`. `at` of a party is its mention in `text`, without label and bullet.
    """
    return _read(text, context.role or "implementing")


@lru_cache(maxsize=1024)  # a heading is asked for every item below it
def find_leads(text: str) -> tuple[tuple[Party, ...], tuple[Note, ...]]:
    """The agencies with which a prose item, or a heading that names agencies, opens; all are `lead`.

    RECORDS.md section 4. Empty where the item opens with a verb, or with people who are no agency.
    """
    words = Words(text[:_OPENING])
    notes: list[Note] = []
    labelled = next(iter(segments(words)), None) if ":" in text[:_OPENING] else None
    if labelled and labelled.roles and labelled.roles[0] not in ("lead", "implementing"):
        return (), ()  # `Cơ quan phối hợp: …` says who helps
    found = tuple(_party(words, mention, "lead", None, notes) for mention in leads(words))
    return found, tuple(n for n in notes if n.code != "party.duty")


def read_roles(text: str) -> tuple[tuple[Party, ...], tuple[Note, ...]] | None:
    """The parties of a prose item that only says who has what part (`- Cơ quan phối hợp: Các sở, ban, ngành.`).

    None where the item does not open with a label of a role, or says what is to be done after it.
    """
    before, colon, after = text[:_OPENING].partition(":")
    opening = Words(before) if colon and after.strip() and len(before.split()) <= _LABEL + 1 else None
    if opening is None or not roles_of(before):
        return None
    p = next((q for q in range(opening.size) if opening.is_word(q)), opening.size)
    if opening.phrase(p, opening.lex.wording.label_opens) is None:
        return None
    parties, notes = _read(text, "implementing")
    told = bool(parties) and all(party.label is not None for party in parties)
    odd = any(note.code in ("party.duty", "party.unknown-agency") for note in notes)
    return (parties, notes) if told and not odd else None


@lru_cache(maxsize=4096)
def _read(text: str, role: str) -> tuple[tuple[Party, ...], tuple[Note, ...]]:
    words = Words(text)
    if not words.size:
        return (), ()
    parties: list[Party] = []
    notes: list[Note] = []
    reader = Reader(words)
    for segment in segments(words) if ":" in text else (Segment(0, words.size),):
        _note_label(segment, notes)
        for mention in reader.read(segment.start, segment.stop):
            given = mention.role or next(iter(segment.roles), None) or _said_role(words, mention, role)
            parties.append(_party(words, mention, given or role, segment.label, notes))
    if not parties:
        notes.append(Note("party.none", (0, len(text)), " ".join(text.split())))
    return tuple(parties), tuple(notes)


def _said_role(words: Words, mention: Mention, role: str) -> str | None:
    """What a bracket after the agency says of its part (`Sở Tài chính (phối hợp)`); in a column for all roles also
    its duty (`Sở Nội vụ chủ trì`)."""
    if words.raw[mention.stop - 1] == ")":
        p = mention.stop - 1
        while p > mention.start and words.low[p] != "(":
            p -= 1
        named = roles_of(words.between(p + 1, mention.stop - 1)) if mention.stop - p < _ROLE_BRACKET else ()
        if named and named[0] != "implementing" and not any(words.start(q) for q in range(p + 1, mention.stop - 1)):
            return named[0]
    at = next((q for q in range(mention.stop, words.size) if words.is_word(q)), words.size)
    joins_others = mention.duty == "phối hợp" and words.is_word(at + 2)  # `Sở Nội vụ phối hợp với …` leads
    if mention.duty and role == "implementing" and not joins_others:
        return next(iter(roles_of(mention.duty)), None)
    return None


def _note_label(segment: Segment, notes: list[Note]) -> None:
    if segment.label is not None and len(segment.roles) != 1:
        code = "party.label-two-roles" if segment.roles else "party.label-without-role"
        notes.append(Note(code, segment.at, segment.label))


def _party(words: Words, mention: Mention, role: str, label: str | None, notes: list[Note]) -> Party:
    at = (words.at[mention.start], words.end[mention.stop - 1])
    text = words.between(mention.start, mention.stop)
    name, repaired = name_of(f"{mention.prefix} {text}" if mention.prefix else text)
    if repaired:
        notes.append(Note("party.name-repaired", at, text))
    if mention.rejoined:
        notes.append(Note("party.name-across-lines", at, text))
    if mention.mixed:
        notes.append(Note("party.head-mixed-list", at, text))
    if mention.rule == "party.other":
        notes.append(Note("party.unknown-agency", at, text))
    said = mention.end != "colon" or any(map(words.is_word, range(mention.stop, words.size)))  # not a bare `Sở Y tế:`
    if mention.end != "mark" and said:
        code = "party.end-unsure" if mention.end == "unsure" else "party.duty"
        notes.append(Note(code, at, text if mention.end == "unsure" else mention.duty))
    return Party(at, role, text, name, label, mention.rule)
