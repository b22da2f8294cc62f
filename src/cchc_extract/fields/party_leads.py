"""The agencies with which an item of prose opens. What enters: the words of the item; what leaves: the mentions of
those who are to do what it says. It reads no cell.
"""

from __future__ import annotations

from cchc_extract.fields.party_duty import named_elsewhere
from cchc_extract.fields.party_lexicon import lower
from cchc_extract.fields.party_mention import LINKS, Mention
from cchc_extract.fields.party_split import Reader
from cchc_extract.fields.party_words import Start, Words

_COMMAS = 10  # an adverbial phrase has no more
_SWALLOWED = 5  # tokens behind the known part of a name
_LONGEST = 14  # tokens behind a head whose name is not known
_TOPIC = 8  # tokens before a colon that say what the item is about (`Khen thưởng: Sở Nội vụ đề xuất …`)


def leads(words: Words) -> list[Mention]:
    """The agencies with which a prose item opens, after `Giao …`, an adverbial phrase or a topic with a colon.

    An agency that hands the work on (`UBND tỉnh giao Sở Tư pháp chủ trì …`) is not the one that does it.
    """
    reader = Reader(words, prose=True)
    found = _opening(reader)
    if found and found[-1].end == "duty" and found[-1].duty in words.lex.wording.assigns:
        given = _leads_at(reader, reader.skip_marks(found[-1].stop))
        if given and given[-1].end != "mark" and _is_named(words, given[0]):
            found = given
    return [*found[:-1], _ended(words, found[-1])] if found and found[-1].end == "mark" else found


def _opening(reader: Reader) -> list[Mention]:
    words, wording = reader.words, reader.words.lex.wording
    p = reader.skip_marks(0)
    if p and words.phrase(p - 1, wording.adverbial):
        p -= 1  # `với`, which is also a link
    if not words.phrase(p, wording.adverbial) or words.start(p):
        return _leads_at(reader, p) or _after_topic(reader, p)
    if words.phrase(p, wording.openings) and (found := _leads_at(reader, p)) and found[-1].end != "duty":
        return found  # `Đối với các sở, ban, ngành:`
    return _after_adverbial(reader, p)


def _after_adverbial(reader: Reader, p: int) -> list[Mention]:
    """The agencies after the adverbial phrase at p, which ends at a comma or a colon."""
    words, wording = reader.words, reader.words.lex.wording
    loose = False
    for _ in range(_COMMAS):
        opener = words.phrase(p, wording.adverbial)
        loose = loose or (opener is not None and opener[0] in wording.loose_adverbial)
        while (
            p < words.size
            and words.low[p] not in (",", ":", ";")
            and not (words.low[p] == "." and words.is_upper(p + 1))
        ):
            p += 1
        if p >= words.size or words.low[p] not in (",", ":"):
            return []
        p += 1
        start = words.start(p)
        if start is None and words.verb(p) and not loose and not words.phrase(p, wording.adverbial):
            return []
        if start and start.kind != "common" and (found := _leads_at(reader, p)) and found[-1].end != "mark":
            return found
    return []


def _after_topic(reader: Reader, p: int) -> list[Mention]:
    """The agencies that have a duty right after the topic of an item: `Khen thưởng: Sở Nội vụ đề xuất …`."""
    words = reader.words
    colon = next((q for q in range(p, min(p + _TOPIC, words.size)) if not words.is_word(q)), words.size)
    start = words.start(colon + 1) if colon < words.size and words.low[colon] == ":" else None
    if start is None or start.kind == "common":
        return []
    found = _leads_at(reader, colon + 1)
    return found if found and found[-1].end == "duty" else []


def _leads_at(reader: Reader, p: int) -> list[Mention]:
    """The agencies at p; none where a verb stands there, or people who are no agency."""
    words = reader.words
    reader.scope.no_list()
    q = reader.skip_opening(p)
    start, verb = words.start(q), words.verb(q)
    if start and _are_people(words, start):
        return []
    named = start and (words.is_upper(start.stop) or words.level(start.stop))  # `Thanh tra Sở`, not `Thanh tra việc`
    if verb and not (start and (start.stop > verb[1] or named)):
        return []
    return reader.read(p, words.size)


def _ended(words: Words, mention: Mention) -> Mention:
    """A name that goes on to the end of a sentence has swallowed a duty: it ends after the part that is known.

    `Trung tâm Công nghệ thông tin` + words of no known verb; `Các cơ quan, đơn vị` + such words.
    """
    start = words.start(mention.start)
    while start and start.kind == "title":
        start = words.start(start.stop)
    if start is None or start.head is None or words.low[mention.stop] != ".":
        return mention
    k = named_elsewhere(words, start.head, start.stop - len(start.head.name.split()))
    if start.kind in ("group", "common"):
        k = start.stop
        while words.low[k] in (",", "và") and (kind := words.head(k + 1)) and kind[0].common:
            k = kind[1]
    whole = start.head.kind == "complete"  # a name, a level and a place may well end the sentence
    swallowed = mention.stop - max(k, start.stop)
    if swallowed < (_SWALLOWED if k or whole else _LONGEST):
        return mention
    stop = next((q for q in range(max(k, start.stop + 2), mention.stop) if _may_act(words, q)), 0)
    if whole and not stop:
        return mention
    return mention._replace(stop=stop or (k if k and not _goes_on(words, k) else mention.stop), end="unsure")


def _may_act(words: Words, q: int) -> bool:
    """A verb in small letters, or what opens a clause without an end of its own (`được phân công …`)."""
    small = not words.is_upper(q)
    return small and (words.verb(q) is not None or words.low[q] in words.lex.wording.which_clause)


def _goes_on(words: Words, k: int) -> bool:
    """What stands at k belongs to the name before it."""
    low, wording = words.low[k], words.lex.wording
    known = low in LINKS or low in wording.inner or words.level(k) or words.phrase(k, wording.joins)
    return bool(known) or words.is_upper(k) or not words.is_word(k)


def _are_people(words: Words, start: Start) -> bool:
    """People who are no agency; but `đồng chí Giám đốc Sở Nội vụ` is its head."""
    if start.head is None or start.kind == "agency" or lower(start.head.name) not in words.lex.agencies.people:
        return False
    following = words.start(start.stop) if start.head.kind == "title" else None
    return following is None or following.kind != "title"


def _is_named(words: Words, mention: Mention) -> bool:
    """An agency with a name, or a group; not an agency's own staff (`phân công lãnh đạo phụ trách`)."""
    start = words.start(mention.start)
    return start is not None and (start.kind in ("agency", "group") or words.is_upper(mention.start))
