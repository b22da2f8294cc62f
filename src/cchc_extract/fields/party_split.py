"""Where one party ends and the next begins. What enters: the words of a cell, or of the opening of a prose item;
what leaves: mentions, each with the reading that made it. It gives no names and knows no columns.

A mention is read from its head forward. At each separator, and where two names touch, it is asked whether a new
agency or group begins there; if not, the separator belongs to the name (`Sở Văn hóa, Thể thao và Du lịch`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cchc_extract.fields.party_lexicon import Head, key_of
from cchc_extract.fields.party_words import Start, Words

_BULLETS = frozenset("+*•●▪■◦‣–-·→➢✓")
_STRONG = frozenset(";+*•●▪■◦‣·→➢✓|")
_DASHES = frozenset("-–—")
_WEAK = frozenset(",.&\n")
_LINKS = frozenset(("và", "hoặc", "cùng", "với", "&"))
_CLOSERS = frozenset(
    ("liên", "thuộc", "trực", "của", "trên", "có", "được", "phụ", "theo", "đóng", "tại", "ngoài", "trong")
)
_NOUNS_OF_MEMBERS = frozenset(("sở", "bộ", "phòng", "ban", "vụ", "cục", "chi cục", "tổng cục"))


@dataclass(slots=True)
class Mention:
    """A party as it stands: tokens start … stop. `prefix` completes its name, `role` is what the text before or
    after it says of its part. `end` tells why it ended: mark, duty or colon."""

    start: int
    stop: int
    rule: str
    prefix: str = ""
    role: str | None = None
    end: str = "mark"
    duty: str = ""


@dataclass(slots=True)
class _Current:
    """The mention being read."""

    start: int
    rule: str = "party.other"
    head: Head | None = None
    title: bool = False  # begins with a title
    bare: bool = False  # a title whose agency has not come yet
    group: bool = False
    open: bool = False  # a group that may still take a kind (`sở, ban` + `ngành`)
    closed_name: bool = False  # a complete name: what follows in small letters is no part of it
    whole: bool = False  # a full name so far: another may follow without a separator
    clause: bool = False  # inside a relative clause (`các đơn vị được kiểm tra`): only a predicate ends it
    inner: bool = False  # the word before was `thuộc`, `của` …
    kind: str = ""  # the last kind of agency named in a group
    grades: int = 0
    level_from: int = -1  # where the level phrase (`các huyện`, `cấp xã`) begins
    cap: bool = False  # the level stands with `cấp`
    plural_level: bool = False
    place: bool = False  # a level with a name of its own (`huyện Ba Vì`)
    end: str = "mark"
    duty: str = ""
    prefix: str = ""
    nouns: list[str] = field(default_factory=list)


class Reader:
    """Reads mentions from the words of one cell. `prose` stops at the first duty."""

    def __init__(self, words: Words, prose: bool = False) -> None:
        self.w = words
        self.prose = prose
        self.stop = words.size
        self.role: str | None = None
        self.governor = ""  # the head that completes members (`Sở`), until another list or a label
        self.shared = ""  # for `UBND các huyện: A, thị xã B`: what stands before the level
        self.listed = False  # the governor stood before a colon, so that any word may be a member
        self.last: _Current | None = None
        self.repairs: list[tuple[str, int, int]] = []

    # --- the loop -------------------------------------------------------------------------------------------------

    def read(self, p: int, stop: int) -> list[Mention]:
        """The mentions of tokens p … stop."""
        out: list[Mention] = []
        self.stop = stop
        self.role, self.governor, self.listed, self.last = None, "", False, None
        self.shared = ""
        while (p := self._skip_marks(p)) < stop:
            p = self._opening(p)
            if p >= stop:
                break
            current, q = self._one(p)
            if current is None:
                if self.prose:
                    break
                p = self._skip_duty(max(q, p + 1))
                continue
            if current.end == "list":
                p = q
                continue
            end = self._trim(current.start, q)
            if end > current.start:
                out.append(
                    Mention(current.start, end, current.rule, current.prefix, self.role, current.end, current.duty)
                )
                self.last = current
            if current.end == "mark":
                p = max(q, p + 1)
            elif self.prose:
                break
            else:
                self._tell_duty(out, current)
                p = self._skip_duty(max(q, p + 1))
        return out

    def leads(self) -> list[Mention]:
        """The agencies with which a prose item opens, after `Giao …` or an adverbial phrase."""
        w = self.w
        p = self._skip_marks(0)
        if not w.phrase(p, w.lex.adverbial) or w.start(p):
            return self._opening_agencies(p)
        if w.phrase(p, w.lex.openings) and (found := self._opening_agencies(p)) and found[-1].end != "duty":
            return found
        for _ in range(8):
            while p < w.size and w.low[p] not in (",", ";") and not (w.low[p] == "." and w.is_upper(p + 1)):
                p += 1
            if p >= w.size or w.low[p] != ",":
                return []
            p += 1
            if w.verb(p) and not w.start(p):
                return []
            start = w.start(p)
            if start and start.kind != "common" and (found := self._opening_agencies(p)) and found[-1].end != "mark":
                return found
        return []

    def _opening_agencies(self, p: int) -> list[Mention]:
        """The agencies at p; none where a verb stands there, or people who are no agency."""
        w = self.w
        self.governor = ""
        q = self._opening(p)
        start, verb = w.start(q), w.verb(q)
        if start and start.head and start.kind != "agency" and start.head.name.lower() in w.lex.people:
            return []
        if verb and not (start and (start.stop > verb[1] or w.is_upper(start.stop) or w.level(start.stop))):
            return []
        return self.read(p, w.size)

    def _trim(self, start: int, stop: int) -> int:
        while stop > start and not self.w.is_word(stop - 1) and self.w.raw[stop - 1] not in ")”\"'’":
            stop -= 1
        return stop

    def _skip_marks(self, p: int) -> int:
        """Past separators, bullets and numbering."""
        w = self.w
        while p < self.stop:
            low = w.low[p]
            if w.is_word(p):
                if low in _LINKS:
                    p += 1
                    continue
                number = len(low) <= 2 and w.low[p + 1] in (".", ")") and (low.isdigit() or len(low) == 1)
                if not number or (w.raw[p] == "P" and w.low[p + 1] == "."):
                    return p
                p += 2
            elif low == "(" and not (w.low[p + 2] == ")" and w.low[p + 1].isdigit()):
                return p
            else:
                p += 1
        return p

    def _opening(self, p: int) -> int:
        """Past words that are no part of an agency (`Đề nghị phối hợp với`), noting the role they give."""
        w = self.w
        while found := w.phrase(p, w.lex.openings):
            phrase, q = found
            if w.low[q] == ":":
                q += 1
            role = w.lex.opening_roles.get(phrase)
            if self._begins(p) or not (self._something(q) or (w.is_upper(q) and not role)):
                return p
            if role:
                self.role = role
            p = self._skip_marks(q)
        return p

    def _begins(self, p: int) -> bool:
        """An agency, or a member of the list being read, begins at p (`Giao thông vận tải`, not `Giao …`)."""
        return self.w.start(p) is not None or bool(self.governor and self.w.head(p, key_of(self.governor)))

    def _something(self, p: int) -> bool:
        p = self._skip_marks(p)
        return self.w.start(p) is not None or self.w.level(p) is not None

    # --- one mention ----------------------------------------------------------------------------------------------

    def _one(self, p: int) -> tuple[_Current | None, int]:
        """The mention at p and the token after it; None where the words there name nobody."""
        w = self.w
        start = None if self._is_member(p) else w.start(p)
        if start is None or (start.kind == "group" and start.head is None and self._shares(p)):
            return self._without_head(p)
        if start.kind == "common" and (verb := w.verb(p)) and verb[1] > start.stop:
            return None, p
        current = _Current(p)
        q = self._take(start, p, current)
        return current, self._extend(q, current)

    def _is_member(self, p: int) -> bool:
        """In a list under a head, one of the head's own names, and nothing else (`Các Bộ: Quốc phòng, Công an`)."""
        if not self.governor:
            return False
        found = self.w.head(p, key_of(self.governor))
        return found is not None and self._ends_at(found[1])

    def _ends_at(self, p: int) -> bool:
        """No word of a name at p: a mark, a link or a verb."""
        return not self.w.is_word(p) or self.w.low[p] in _LINKS or self.w.verb(p) is not None

    def _shares(self, p: int) -> bool:
        """A level at p that takes over the head of the party before it (`UBND cấp huyện, cấp xã`)."""
        last = self.last
        return (
            last is not None and last.level_from > last.start and not last.group and self._level_phrase(p) is not None
        )

    def _without_head(self, p: int) -> tuple[_Current | None, int]:
        """A member of a governed list, a level that shares the head before it, or words nobody knows."""
        w, last = self.w, self.last
        current = _Current(p)
        if self.governor and (found := w.head(p, key_of(self.governor))):
            current.rule, current.prefix, current.closed_name = "party.member", self.governor, True
            current.head, current.whole = found[0], True
            return current, self._extend(found[1], current)
        if last and self._shares(p):
            current.rule, current.prefix = "party.level", self._shared(last, p)
            current.closed_name = True
            current.grades, current.level_from = 0, p
            q = self._extend(p, current)
            current.start, current.level_from = p, p
            return current, q
        if self.listed and self.shared and self._level_phrase(p):
            current.rule, current.prefix = "party.member", self.shared
            return current, self._extend(p, current, members=True)
        if self.governor and self.listed:
            current.rule, current.prefix = "party.member", self.governor
            return current, self._extend(p + 1, current, members=True)
        if last and last.place and w.is_upper(p) and not w.verb(p):
            current.rule, current.prefix = "party.level", self._shared_place(last)
            current.level_from, current.place = last.level_from, True
            return current, self._extend(p + 1, current)
        if self._level_phrase(p) and not self.prose:
            current.rule = "party.group"
            return current, self._extend(p, current)
        if w.verb(p) or w.phrase(p, w.lex.adverbial) or self.prose:
            return None, p
        if self._nobody(p):
            return None, self.stop
        return current, self._extend(p + (w.raw[p] != "("), current)

    def _nobody(self, p: int) -> bool:
        words = " ".join(x for x in self.w.low[p : self.stop] if x[0].isalnum())
        return words in self.w.lex.nobody or not words

    def _take(self, start: Start, p: int, current: _Current) -> int:
        """The head of a mention: titles first, then the agency or the group."""
        w = self.w
        if start.kind == "title":
            current.title = current.bare = True
            current.rule = "party.title"
            inner = w.start(start.stop)
            if inner is None or inner.kind == "title" and not w.is_word(start.stop):
                current.bare = not w.is_word(start.stop) or w.low[start.stop] in _LINKS
                return start.stop
            return self._take(inner, start.stop, current)
        current.bare = False
        if start.kind == "group":
            return self._take_group(start, p, current)
        if start.kind == "common":
            current.group = current.open = True
            self._note_kind(current, start.head)
            self._set_rule(current, "party.group")
            return start.stop
        self._take_agency(start, current)
        return start.stop

    def _take_agency(self, start: Start, current: _Current) -> None:
        head = start.head
        assert head is not None
        self._set_rule(current, "party.agency")
        current.head = head
        current.closed_name = head.kind in ("complete", "proper")
        current.whole = head.word != "" or head.kind == "proper"
        current.group = current.open = False
        if not self.listed:
            self.governor = head.word if head.word in self.w.lex.bare_lists else ""

    def _take_group(self, start: Start, p: int, current: _Current) -> int:
        w, head = self.w, start.head
        current.group = current.open = True
        self._set_rule(current, "party.group")
        if head is None:
            _, stop = w.level(p + 1) or (0, start.stop)
            return self._take_level(p, current, stop)
        if head.word and head.kind == "complete" and self._listed_after(start.stop, head):
            self.governor, self.listed = head.word, False
            current.start = self._after_head_word(p + 1, head.word)
            current.rule, current.prefix = "party.member", head.word
            current.group = current.open = False
            current.head, current.closed_name, current.whole = head, True, True
            return start.stop
        if head.kind == "complete":
            current.closed_name, current.open, current.head = True, False, head
        elif head.kind == "title":
            return self._take(Start("title", start.stop, head), p, current)
        self._note_kind(current, head)
        return start.stop

    def _listed_after(self, q: int, head: Head) -> bool:
        w = self.w
        if w.low[q] not in (",", "và", "&"):
            return False
        while w.low[q] in (",", "và", "&", "\n"):
            q += 1
        return w.head(q, key_of(head.word)) is not None

    def _after_head_word(self, p: int, word: str) -> int:
        return p + len(word.split())

    def _set_rule(self, current: _Current, rule: str) -> None:
        if not current.title:
            current.rule = rule

    def _note_kind(self, current: _Current, head: Head | None) -> None:
        if head:
            current.kind = head.name.lower()
            current.nouns.append(current.kind)

    # --- extending ------------------------------------------------------------------------------------------------

    def _extend(self, q: int, current: _Current, members: bool = False) -> int:
        """The token after the mention that goes on at q."""
        w = self.w
        while q < self.stop:
            if w.is_word(q):
                step = self._on_word(q, current)
            elif members and w.low[q] == ",":
                return q
            else:
                step = self._on_mark(q, current)
            if step < 0:
                return -step - 1
            q = step
        return q

    def _on_word(self, t: int, current: _Current) -> int:
        """The next token, or -(t + 1) where the mention ends before t."""
        w = self.w
        low = w.low[t]
        if low in _LINKS:
            return self._on_link(t, current)
        level = self._level_at(t, current)
        if level is not None:
            return level
        attached = current.inner and not (self.prose and w.low[t - 2] == "trực")
        verb = None if attached else self._verb_ends(t, current)
        if verb:
            current.end, current.duty = "duty", verb
            return -t - 1
        inner, current.inner = current.inner, low in w.lex.inner
        if inner or current.inner:
            current.whole = False
        if current.open and low in _CLOSERS:
            current.open = False
        if low in w.lex.clauses and current.group:
            current.clause = True
        if low == "gồm" and current.group:
            return self._on_colon(t, current)
        if w.is_upper(t) or low[0].isdigit():
            return self._on_capital(t, current, inner)
        head = w.head(t)
        if head and head[0].common and current.group:
            self._note_kind(current, head[0])
            return head[1]
        if head and head[0].kind == "complete" and not current.closed_name:
            return head[1]
        if current.closed_name and low not in w.lex.joins and not inner and not current.group:
            current.end = "duty"
            return -t - 1
        if low == "quan" and w.low[t - 1] == "liên":
            current.whole, current.open = True, False
        return t + 1

    def _on_capital(self, t: int, current: _Current, inner: bool) -> int:
        w = self.w
        if current.whole and not inner:
            start = w.start(t)
            if start and start.kind in ("agency", "group", "title") and not self._owns(current, start):
                return -t - 1
        if current.level_from >= 0 and w.is_upper(t):
            current.place = True
        head = w.head(t)
        if head is None:
            return t + 1
        if head[0].kind in ("complete", "proper", "named"):
            current.bare = False
            if head[0].kind == "complete" and not current.group:
                current.closed_name, current.whole = True, bool(head[0].word)
                current.head = current.head or head[0]
            return head[1]
        return head[1] if head[0].common and current.group else t + 1

    def _owns(self, current: _Current, start: Start) -> bool:
        """Is the agency at `start` the one a unit belongs to (`Phòng Tổ chức Sở Nội vụ`)?"""
        head = current.head
        if head is None or current.grades:
            return False
        unit = head.word or head.name
        return unit in self.w.lex.units and start.head is not None and start.head.word not in self.w.lex.units

    def _verb_ends(self, t: int, current: _Current) -> str:
        """The verb of duty that ends the mention before t, `""` for none."""
        w = self.w
        found = w.verb(t)
        if (
            not found
            or f"{w.low[t - 1]} {found[0]}" in w.lex.compounds
            or f"{found[0]} {w.low[found[1]]}" in w.lex.compounds
        ):
            return ""
        verb = found[0]
        if current.clause:
            return verb if verb in w.lex.predicates else ""
        settled = current.closed_name or current.grades > 0 or current.whole or current.place
        if current.group:
            previous = w.low[t - 1] if current.kind.count(" ") == 0 else f"{w.low[t - 2]} {w.low[t - 1]}"
            relative = w.lex.relative_prose if self.prose else w.lex.relative
            if previous in w.lex.relative_after and verb in relative and not current.grades:
                current.open, current.clause = False, True
                return ""
            if verb == "tổ chức" and (w.low[t - 1] in (",", "và") or (not self.prose and current.kind == "")):
                return ""
            if previous == current.kind or not current.open or current.grades:
                return verb
            return "" if verb in w.lex.careful_verbs and not self.prose else verb
        if w.is_upper(t) and not settled:
            return ""
        if verb in w.lex.careful_verbs and not settled:
            return self._careful_in_prose(found[1], verb)
        return verb

    def _careful_in_prose(self, after: int, verb: str) -> str:
        """In a sentence a verb with an object is a verb, even after a name that could hold it."""
        w = self.w
        ahead = self.prose and w.is_word(after) and not w.is_upper(after) and not w.verb(after)
        return verb if ahead else ""

    def _on_link(self, t: int, current: _Current) -> int:
        if self.w.low[t] in ("cùng", "với") and current.inner:
            return t + 1
        k = t + 1
        while self.w.low[k] in _LINKS or self.w.low[k] == "\n":
            k += 1
        if self._boundary(k, current, "và"):
            return -t - 1
        if self.w.low[t] in ("cùng", "với") and current.closed_name:
            current.end = "duty"
            return -t - 1
        return t + 1

    # --- levels ---------------------------------------------------------------------------------------------------

    def _level_phrase(self, p: int) -> tuple[int, int, bool, bool] | None:
        """`[các] [cấp] huyện` at p: its grades, the token after it, whether with `cấp`, whether with `các`."""
        w = self.w
        q, plural = (p + 1, True) if w.low[p] in ("các", "những") else (p, False)
        cap = w.low[q] == "cấp"
        found = w.level(q + cap)
        return (found[0], found[1], cap, plural) if found else None

    def _level_at(self, t: int, current: _Current) -> int | None:
        """Takes a level phrase at t; None if there is none."""
        if self.w.low[t] not in ("các", "cấp", "những") and self.w.level(t) is None:
            return None
        found = self._level_phrase(t)
        if found is None or (self.w.is_upper(t) and self.w.is_upper(found[1])):
            return None
        if found[2] and current.cap and current.level_from > current.start and not current.group:
            return -t - 1  # `UBND cấp huyện cấp xã`
        return self._take_level(t, current, found[1])

    def _take_level(self, t: int, current: _Current, stop: int) -> int:
        found = self._level_phrase(t)
        if found:
            if current.level_from < 0 or not current.grades:
                current.level_from, current.cap, current.plural_level = t, found[2], found[3]
                current.grades = found[0]
            else:
                current.grades = current.grades & found[0] or found[0]
        current.whole = not current.group or current.kind != ""
        current.open = current.open and found is not None and not found[2] and not current.kind
        current.inner = False
        return stop

    def _shared(self, last: _Current, p: int) -> str:
        """The words of the last mention that a level at p takes over (`Ủy ban nhân dân`, `các`, `cấp`)."""
        w = self.w
        found = self._level_phrase(p)
        prefix = last.prefix if last.rule == "party.level" else w.text[w.at[last.start] : w.at[last.level_from]].strip()
        if found and not found[2] and not found[3]:
            stop = w.is_upper(found[1])
            prefix += " cấp" if last.cap else " các" if last.plural_level and not stop else ""
        return prefix

    def _shared_place(self, last: _Current) -> str:
        """For `UBND huyện A, B`: what stands before A."""
        w = self.w
        if last.rule == "party.level" and last.prefix:
            return last.prefix
        found = self._level_phrase(last.level_from)
        stop = found[1] if found else last.level_from
        return w.text[w.at[last.start] : w.end[stop - 1]].replace(" các ", " ")

    # --- marks ----------------------------------------------------------------------------------------------------

    def _on_mark(self, t: int, current: _Current) -> int:
        """The next token, or -(t + 1) where the mention ends before t."""
        low = self.w.low[t]
        if low == "\n":
            return self._on_break(t, current)
        if low in _STRONG:
            return -t - 1
        if low in _DASHES:
            return self._on_dash(t, current)
        if low in _WEAK:
            return self._on_weak(t, current)
        if low == "/":
            return self._on_slash(t, current)
        if low == ":":
            return self._on_colon(t, current)
        if low == "(":
            return self._past_bracket(t)
        return t + 1

    def _past_bracket(self, t: int) -> int:
        w, depth = self.w, 0
        for q in range(t, self.stop):
            depth += (w.low[q] == "(") - (w.low[q] == ")")
            if depth == 0:
                return q + 1
        return self.stop

    def _on_weak(self, t: int, current: _Current) -> int:
        w = self.w
        k = t + 1
        while k < self.stop and not w.is_word(k) and w.low[k] not in "(":
            if w.low[k] in _STRONG or (w.low[k] in _DASHES and not w.glued(k)):
                return -t - 1
            k += 1
        if k >= self.stop or (w.low[k] in _LINKS and self._on_link(k, current) < 0):
            return -t - 1
        if self._boundary(k, current, w.low[t]):
            return -t - 1
        if (
            w.low[t] == "."
            and not w.glued(k)
            and w.is_upper(k)
            and len(w.raw[t - 1]) > 2
            and w.lex.late.get(w.raw[t - 1]) is None
        ):
            current.end = "duty"
            return -t - 1
        return t + 1

    def _on_break(self, t: int, current: _Current) -> int:
        w = self.w
        k = t + 1
        number = w.low[k].isdigit() and w.low[k + 1] in (".", ")")
        if (not w.is_word(k) and w.low[k] != "(") or number:
            return -t - 1
        start = None if current.bare or current.inner else w.start(k)
        if start is None or not (w.is_upper(k) or start.kind == "group"):
            return t + 1
        if start.kind == "common":
            return t + 1 if current.open else -t - 1
        if start.kind == "group" and not current.whole and current.kind == "":
            return t + 1
        if self._owns(current, start) or (
            current.head
            and current.head.kind == "complete"
            and not current.whole
            and start.kind == "agency"
            and self._object(current, start)
        ):
            return t + 1
        return -t - 1

    def _object(self, current: _Current, start: Start) -> bool:
        """`Văn phòng` + line break + `UBND tỉnh` is one."""
        head = current.head
        return (
            head is not None
            and head.name in self.w.lex.units
            and start.head is not None
            and start.head.name not in self.w.lex.units
        )

    def _on_dash(self, t: int, current: _Current) -> int:
        w = self.w
        spaced = t + 1 < self.stop and w.end[t] < w.at[t + 1] and t > 0 and w.end[t - 1] < w.at[t]
        if not spaced or current.bare:
            return t + 1
        if not w.is_word(t - 1) and w.raw[t - 1] not in ")”":
            return -t - 1
        start = w.start(t + 1)
        if start is None:
            return t + 1
        if start.kind == "common" and current.open:
            return t + 1  # `sở - ban - ngành`
        if start.kind == "common" and not w.is_upper(t + 1):  # `Sở Nội vụ - cơ quan thường trực …`
            current.end = "duty"
            return -t - 1
        if current.whole and w.is_upper(t + 1) and start.kind in ("agency", "group"):
            return -t - 1
        return t + 1

    def _on_slash(self, t: int, current: _Current) -> int:
        w = self.w
        if w.low[t - 1][-1:].isdigit() or w.low[t + 1][:1].isdigit() or (w.glued(t + 1) and not w.glued(t)):
            return t + 1  # a date or the number of a document
        k = t + 1
        start = w.start(k)
        if start is None:
            level = self._level_phrase(k)
            if level and current.grades and level[0] & current.grades and not level[2]:
                return t + 1
            return -t - 1
        if start.kind == "common" and current.open:
            return t + 1
        return -t - 1

    def _on_colon(self, t: int, current: _Current) -> int:
        """A colon after a group opens a list under its head; after an agency, its duty."""
        w = self.w
        k = self._skip_marks(t + 1)
        listing = current.group or current.plural_level
        if listing and k < self.stop:
            self.governor, self.listed = self._governor(current), True
            if w.start(k) or (self.governor and w.head(k, key_of(self.governor))) or (w.is_upper(k) and not w.verb(k)):
                current.end = "list"
                self.last = current
                return -t - 2
            self.governor, self.listed = "", False
        current.end = "colon"
        return -t - 1

    def _governor(self, current: _Current) -> str:
        self.shared = ""
        for noun in current.nouns:
            if noun in self.w.lex.lists:
                return noun[0].upper() + noun[1:]
        if current.level_from >= current.start:
            w = self.w
            found = self._level_phrase(current.level_from)
            stop = found[1] if found else current.level_from
            single = w.low[stop] == ":"
            text = w.text[w.at[current.start] : w.end[stop - 1] if single else w.at[current.level_from]].strip()
            self.shared = (
                w.text[w.at[current.start] : w.at[current.level_from]].strip()
                if current.level_from > current.start
                else ""
            )
            return text.replace("các ", "").replace("Các ", "")
        return ""

    # --- does a new party begin? ----------------------------------------------------------------------------------

    def _boundary(self, k: int, current: _Current, mark: str) -> bool:
        """After a comma, a full stop or `và`: does a new agency or group begin at k?"""
        w = self.w
        if current.bare or k >= self.stop:
            return k >= self.stop
        if self._is_member(k):
            return True
        start = w.start(k)
        if start is None:
            return self._boundary_without_head(k, current, mark)
        if start.kind == "group":
            return self._boundary_group(k, start, current)
        if start.kind == "common":
            return self._boundary_common(k, start, current, mark)
        if start.kind == "title":
            return w.is_upper(k) or not current.open
        head = start.head
        if head and head.common and current.open and not w.is_upper(k):
            return False
        if current.group and current.open and current.inner:
            return False
        return True

    def _boundary_group(self, k: int, start: Start, current: _Current) -> bool:
        w = self.w
        level = self._level_phrase(k)
        if level and start.head is None:
            if current.group and current.kind:
                return True
            return not (current.grades and level[0] & current.grades and not level[2] and not current.place)
        if start.head and current.open:
            return (current.kind, start.head.name.lower()) not in w.lex.idioms
        return True

    def _boundary_common(self, k: int, start: Start, current: _Current, mark: str) -> bool:
        w = self.w
        if current.open or (self.w.verb(k) and self.w.verb(k)[1] > start.stop):  # type: ignore[index]
            return False
        word = start.head.name.lower() if start.head else ""
        if word not in w.lex.begins:
            return w.is_upper(k) and current.closed_name
        if mark == "và" and not current.closed_name and not current.group and not current.grades:
            return word in ("cơ quan", "đơn vị")
        return True

    def _boundary_without_head(self, k: int, current: _Current, mark: str) -> bool:
        w = self.w
        level = self._level_phrase(k)
        if level and current.grades and not current.group:
            if level[2] or current.place or w.is_upper(level[1]):
                return True
            return not level[0] & current.grades
        if level:
            return self.listed and bool(self.shared)
        governor = self.governor or (
            current.head.word if current.head and current.head.word in w.lex.bare_lists else ""
        )
        if governor and (current.prefix == governor or (current.head and current.head.word == governor)):
            found = w.head(k, key_of(governor))
            if found:
                return self._ends_at(found[1])
        if self.listed and current.prefix:
            return mark != "và" or w.is_upper(k)
        if current.place and w.is_upper(k) and current.level_from > current.start and not current.group:
            return True
        known = current.closed_name and current.head is not None and current.head.word in w.lex.bare_lists
        return known and w.is_upper(k) and (mark == "," or (w.raw[k].isupper() and len(w.raw[k]) > 1))

    # --- duties ---------------------------------------------------------------------------------------------------

    def _tell_duty(self, out: list[Mention], current: _Current) -> None:
        """Keeps what the words after an agency say of its part (`Sở Nội vụ chủ trì`)."""
        if out:
            out[-1].end, out[-1].duty = current.end, current.duty

    def _skip_duty(self, t: int) -> int:
        """The token where the next agency begins after a duty."""
        w = self.w
        while t < self.stop:
            low = w.low[t]
            if low == "(":
                t = self._past_bracket(t)
                continue
            if low in _STRONG or low in ";\n.":
                k = self._skip_marks(t + 1)
                start = w.start(k) if k < self.stop else None
                if start and start.kind != "common" and (low != "\n" or w.is_upper(k)):
                    return k
                if start is None and k < self.stop and self._role_opening(k):
                    return k
            elif low == "phối" and self._role_opening(t):
                return t
            elif low in (",", "và") and self._with_duty(t + 1):
                return t + 1
            t += 1
        return t

    def _role_opening(self, t: int) -> bool:
        w = self.w
        found = w.phrase(t, w.lex.openings)
        return bool(found and found[0] in w.lex.opening_roles and self._something(found[1]))

    def _with_duty(self, k: int) -> bool:
        """After a comma inside a duty: an agency that has a duty of its own."""
        w = self.w
        start = w.start(k) if w.is_upper(k) else None
        if start is None or start.kind != "agency":
            return False
        probe = _Current(k)
        saved = self.governor, self.listed
        q = self._extend(self._take(start, k, probe), probe)
        self.governor, self.listed = saved
        return probe.end in ("duty", "colon") and q > k and bool(probe.duty or probe.end == "colon")
