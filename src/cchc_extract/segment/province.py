"""The province of a document: of the agency that issues it, None for a central one.

In: the parts of a document and its facts. Out: the province, or city under the centre, with the place that names it.
"""

from __future__ import annotations

import re
from collections import Counter

from cchc_extract.model.span import Span, Text, join
from cchc_extract.model.values import Note
from cchc_extract.segment.document_words import (
    opens_with,
    province_at,
    province_printed,
    provinces_named,
    vocabulary,
)
from cchc_extract.segment.facts import Fact, Parts, fact_of, part

_ISSUER_MARK = re.compile(r"[-/]([^\W\d_]+)(?:-[^/]*)?\Z")
_ACTING = re.compile(r"\A(?:TM|T/M|KT|TL|TUQ)\.?\s")


def read_province(
    parts: Parts, title: Fact | None, issuer: Fact | None, number: Fact | None, issued: Fact | None
) -> Fact | None:
    """The province, or city under the centre, of the issuer; None for a central issuer.

    From the letterhead, the issuer, the place, the title; where none of them names one, from the rest of the text
    if it names one above all others.
    """
    head = [join(agency, " ") for agency in parts.opening.agencies] + parts.opening.authority
    for text in head:
        if (name := _named(text.plain)) is not None:
            return _province(text, name, issued)
    if issuer is not None and (name := _named(str(issuer.value))) is not None:
        return Fact(_of_its_time(name, issued), issuer.spans, issuer.rule)
    if (printed := _printed(parts, head, misprints=True)) is not None:
        return printed
    if _is_central(parts, head, number):
        return None
    if (printed := _printed(parts, head, misprints=False)) is not None:
        return printed
    place = parts.opening.place
    city = province_at(place.plain) if place else None
    if place is not None and city is not None and (issuer or city != "Hà Nội"):
        return _province(place, city, issued)
    titled = _named(str(title.value)) if title else None
    if title is not None and titled is not None:
        return Fact(_of_its_time(titled, issued), title.spans, title.rule)
    titles = parts.opening.title or (parts.annex.title if parts.annex else [])
    whole = [join(titles, " ")] if titles else []
    return _printed(parts, whole, True) or _printed(parts, whole, False) or _most_named(parts, issued)


def _printed(parts: Parts, texts: list[Text], misprints: bool) -> Fact | None:
    """The province that a letterhead or a title prints with a name that is in no list: misspelt, or unknown."""
    for text in texts:
        found = province_printed(text.plain)
        if found is not None and found[1] == misprints:
            parts.note("document.province-spelling" if misprints else "document.province-unlisted", text, found[0])
            return fact_of(text, "province", found[0])
    return None


def _named(text: str) -> str | None:
    """The province in an agency's or a title's words: after tỉnh or thành phố, or at the end of a Party's name."""
    for name, _ in provinces_named(text):
        return name
    words = text.split()
    endings = (province_at(" ".join(words[-count:])) for count in (5, 4, 3, 2, 1))
    return next((name for name in endings if name), None)


def _province(text: Text, name: str, issued: Fact | None) -> Fact:
    return fact_of(text, "province", _of_its_time(name, issued))


def _of_its_time(name: str, issued: Fact | None) -> str:
    """Huế is a city under the centre since 2025, before that it is the capital of Thừa Thiên Huế."""
    if name == "Huế" and issued is not None and str(issued.value) < "2025":
        return "Thừa Thiên Huế"
    return name


def _is_central(parts: Parts, head: list[Text], number: Fact | None) -> bool:
    lists = vocabulary().lists
    signing = [text for closing in parts.closings[:1] for text in closing.titles]
    site = parts.opening.site.get("cơ quan ban hành")
    for text in [*head, *signing, *([site] if site else [])]:
        name = _ACTING.sub("", text.plain.upper())
        if opens_with(name, lists["central"]) and not opens_with(name, lists["not_central"]):
            return True
    enclosed = part(parts.enclosed, "issuer")
    if enclosed is not None and opens_with(enclosed.plain.upper(), lists["central"]):
        return True
    mark = _ISSUER_MARK.search(str(number.value)) if number else None
    return mark is not None and not head and mark[1] in lists["central_symbols"]


def _most_named(parts: Parts, issued: Fact | None) -> Fact | None:
    counts: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for name, place in provinces_named(parts.source):
        counts[name] += 1
        first.setdefault(name, place)
    if not counts:
        return None
    (name, most), *others = counts.most_common(2)
    if others and most <= 2 * others[0][1]:
        return None
    parts.notes.append(Note("document.province-from-text", first[name], name))
    return Fact(_of_its_time(name, issued), (first[name],), "document.province")
