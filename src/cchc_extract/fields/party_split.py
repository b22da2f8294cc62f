"""Where one party ends and the next begins. What enters: the words of a cell, or of the opening of a prose item;
what leaves: mentions, each with the reading that made it. It gives no names and knows no columns.

A mention is read from its head forward. At each separator, and where two names touch, it is asked whether a new
agency or group begins there; if not, the separator belongs to the name (`Sở Văn hóa, Thể thao và Du lịch`).
"""

from __future__ import annotations

from cchc_extract.fields.party_extend import extend
from cchc_extract.fields.party_heads import take
from cchc_extract.fields.party_levels import level_phrase, shared_prefix, shares_level, take_level
from cchc_extract.fields.party_lexicon import key_of
from cchc_extract.fields.party_marks import STRONG, past_bracket
from cchc_extract.fields.party_mention import DUTY, LINKS, Current, Mention, Scope
from cchc_extract.fields.party_words import Words

_OPENERS = {")": "(", "”": "“", '"': '"'}


class Reader:
    """Reads the mentions of one cell. In prose it stops at the first duty."""

    def __init__(self, words: Words, prose: bool = False) -> None:
        self.words = words
        self.scope = Scope(words, prose, words.size)
        self.role: str | None = None

    # --- a cell ---------------------------------------------------------------------------------------------------

    def read(self, p: int, stop: int) -> list[Mention]:
        """The mentions of tokens p … stop; where one has a duty, or two seem to, once more with that known of all."""
        self.scope.duties = False
        found = self._read(p, stop)
        ends = [mention.end for mention in found]
        if not self.scope.prose and ("duty" in ends or ends.count("unsure") > 1):
            self.scope.duties = True
            found = self._read(p, stop)
        return found

    def _read(self, p: int, stop: int) -> list[Mention]:
        scope, out = self.scope, list[Mention]()
        scope.stop, scope.last, self.role = stop, None, None
        scope.no_list()
        end = p
        while (p := self.skip_marks(p)) < stop:
            scope.near = not any(self.words.low[q] in STRONG for q in range(end, p))
            p = self.skip_opening(p)
            if p >= stop:
                break
            current, q = self._one(p)
            if current is None:
                if scope.prose:
                    break
                p = self._skip_duty(max(q, p + 1))
                continue
            self._keep(current, q, out)
            end = q
            if current.end in ("mark", "list"):
                p = max(q, p + 1)
            elif scope.prose:
                break
            else:
                p = self._skip_duty(max(q, p + 1))
        return out

    def _keep(self, current: Current, q: int, out: list[Mention]) -> None:
        """Adds a mention, without the marks at its end; the head of a list alone is no party."""
        self.scope.last = current
        if current.end == "list":
            return
        self._unite_places(current, q)
        stop = self._trimmed(current.start, q)
        if stop > current.start:
            role, end, duty = self.role, current.end, current.duty
            if end == "mark" and self._doubtful(current, stop):
                end = "unsure"
            mixed = (
                bool(out) and out[-1].rule == "party.member" and current.rule == "party.agency" and self.scope.listed
            )
            out.append(
                Mention(
                    current.start,
                    stop,
                    current.rule,
                    current.prefix,
                    role,
                    end,
                    duty,
                    current.rejoined,
                    mixed,
                )
            )

    def _doubtful(self, current: Current, stop: int) -> bool:
        """Words in small letters were kept that may be a duty; a name in capitals behind them is none."""
        kept = range(current.doubt_at, stop) if current.doubt_at else ()
        return len(kept) >= DUTY and not any(map(self.words.is_upper, kept))

    def _trimmed(self, start: int, stop: int) -> int:
        """The end of a mention without the marks and links behind it; a closing mark stays with its opening one."""
        words = self.words
        while stop > start:
            low = words.low[stop - 1]
            closes = low in _OPENERS and _OPENERS[low] in words.low[start : stop - 1]
            if closes or (words.is_word(stop - 1) and low not in LINKS):
                return stop
            stop -= 1
        return stop

    def _unite_places(self, current: Current, q: int) -> None:
        """`UBND các huyện A, B`: the head governs a list, of which A is the first member; so does the level that
        shares the head of the party before it (`UBND phường A và các xã B, C`)."""
        listed = (
            current.plural_level and current.place and current.rule in ("party.agency", "party.level", "party.title")
        )
        if listed and self.words.low[q] in (",", "và") and current.level_stop < q:
            current.rule, current.prefix = "party.member", current.level_name
            current.start = current.level_stop

    def skip_marks(self, p: int) -> int:
        """Past separators, bullets, links and numbering."""
        words = self.words
        while p < self.scope.stop:
            if words.is_word(p):
                past = words.numbers(p)
                if past > p:
                    p = past
                elif words.low[p] in LINKS:
                    p += 1
                else:
                    return p
            elif words.low[p] == "(" and not self._opens_cell(p):
                return p
            else:
                p += 1
        return p

    def _opens_cell(self, p: int) -> bool:
        """A bracket around a number (`(1) Sở …`), or around the whole of what is said."""
        words = self.words
        number = words.low[p + 2] == ")" and words.low[p + 1].isdigit()
        return number or (self.scope.last is None and words.start(p + 1) is not None)

    def skip_opening(self, p: int) -> int:
        """Past words that are no part of an agency (`Đề nghị phối hợp với`), noting the role they give."""
        words = self.words
        while not self._begins(p) and (found := words.phrase(p, words.lex.wording.openings)):
            phrase, q = found
            role = words.lex.wording.opening_roles.get(phrase)
            q = self.skip_marks(q)
            if role and self.scope.prose:
                return p
            if not (self._begins(q) or words.phrase(q, words.lex.wording.openings) or (words.is_upper(q) and not role)):
                return p
            self.role = role or self.role
            p = q
        return p

    def _begins(self, p: int) -> bool:
        """An agency, a level, or a member of the list being read, begins at p."""
        words, governor = self.words, self.scope.governor
        if words.start(p) or level_phrase(words, p):
            return True
        return bool(governor and words.head(p, key_of(governor)))

    # --- one mention ----------------------------------------------------------------------------------------------

    def _one(self, p: int) -> tuple[Current | None, int]:
        """The mention at p and the token after it; None where the words there name nobody."""
        words = self.words
        start = None if self.scope.member_at(p) is not None else words.start(p)
        levels = start is not None and start.head is None and shares_level(self.scope, p) is not None
        if start is None or levels:
            return self._without_head(p)
        verb = words.verb(p)
        if start.kind == "common" and verb and verb[1] > start.stop:
            return None, p
        current = Current(p)
        return current, extend(self.scope, take(self.scope, start, p, current), current)

    def _without_head(self, p: int) -> tuple[Current | None, int]:
        """A member of a list, a level or a place that shares the head before it, or words nobody knows."""
        words, scope, current = self.words, self.scope, Current(p)
        if scope.governor and (found := words.head(p, key_of(scope.governor))):
            current.rule, current.prefix, current.head = "party.member", scope.governor, found[0]
            current.complete = current.whole = True
            return current, extend(scope, found[1], current)
        if level := shares_level(scope, p):
            current.rule, current.prefix, current.complete = "party.level", shared_prefix(scope, level), True
            q = take_level(words, p, level, current)
            current.owner = scope.last.owner if scope.last else None
            current.level_name = f"{current.owner} {words.between(level.word, level.stop)}"
            return current, extend(scope, q, current)
        if scope.listed and scope.shared and level_phrase(words, p):
            current.rule, current.prefix = "party.member", scope.shared
            return current, extend(scope, p, current, members=True)
        if scope.listed and scope.governor:
            current.rule, current.prefix = "party.member", scope.governor
            return current, extend(scope, p + 1, current, members=True)
        last = scope.last
        if last and last.place and words.is_upper(p) and not words.verb(p):
            current.rule, current.prefix = "party.level", last.level_name
            current.owner, current.level_name, current.place = last.owner, last.level_name, True
            current.grades = last.grades
            return current, extend(scope, p + 1, current)
        return self._unknown(p, current)

    def _unknown(self, p: int, current: Current) -> tuple[Current | None, int]:
        words = self.words
        if level_phrase(words, p) and not self.scope.prose:
            current.rule = "party.group"
            return current, extend(self.scope, p, current)
        if self.scope.prose or words.verb(p) or words.phrase(p, words.lex.wording.adverbial):
            return None, p
        few = " ".join(x for x in words.low[p : min(p + 5, self.scope.stop)] if x[:1].isalnum())
        if not few or few in words.lex.wording.nobody:
            return None, self.scope.stop
        return current, extend(self.scope, p + (words.low[p] != "("), current)

    # --- duties ---------------------------------------------------------------------------------------------------

    def _skip_duty(self, t: int) -> int:
        """The token where the next agency begins after a duty."""
        words, stop = self.words, self.scope.stop
        self.role = None
        if not self.scope.listed:
            self.scope.no_list()
        while t < stop:
            low = words.low[t]
            if low == "(":
                t = past_bracket(self.scope, t)
                continue
            if words.broken[t] or low in STRONG or low == ".":
                k = self.skip_marks(t)
                start = words.start(k) if k < stop else None
                if start and start.kind != "common" and (low in STRONG or low == "." or words.is_upper(k) or k > t):
                    return k
                if start is None and self._gives_role(k):
                    return k
            elif low == "phối" and self._gives_role(t):
                return t
            elif low in (",", "và") and self._has_duty(t + 1):
                return t + 1
            t += 1
        return t

    def _gives_role(self, t: int) -> bool:
        """`phối hợp với` + agency at t."""
        words = self.words
        found = words.phrase(t, words.lex.wording.openings)
        return bool(found and found[0] in words.lex.wording.opening_roles and self._begins(self.skip_marks(found[1])))

    def _has_duty(self, k: int) -> bool:
        """After a comma inside a duty: an agency that has a duty of its own."""
        words, scope = self.words, self.scope
        start = words.start(k)
        if start is None or not (start.kind == "group" or (start.kind == "agency" and words.is_upper(k))):
            return False
        probe, kept = Current(k), (scope.governor, scope.listed, scope.shared)
        extend(scope, take(scope, start, k, probe), probe)
        scope.governor, scope.listed, scope.shared = kept
        if (
            start.kind == "group"
        ):  # `…, các phòng phối hợp`; else the group may be an object (`đôn đốc …, các xã thực hiện`)
            return probe.duty in ("phối hợp", "chủ trì")
        return probe.end == "colon" or probe.duty != ""
