"""The members of an archive as items of a run. Enters: an archive's item. Leaves: its documents, one at a time."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_extract.batch.files import content_of
from cchc_extract.batch.job import Outcome, hash_of, reason_of
from cchc_extract.batch.listing import Item, unique
from cchc_extract.errors import ReadError

_MOST_MEMBERS = 1_000_000
_MOST_UNPACKED = 1 << 40  # bytes, of all members
_LARGEST = 1 << 30  # bytes of one member: it is held in memory on its way to a worker


class Members:
    """The members of an archive, each with its bytes or with why there are none; then `outcome` is what became of the
    archive itself: `tasks` of it is how many members it has."""

    def __init__(self, item: Item) -> None:
        self._item = item
        self.outcome = Outcome("archive")
        self.names: set[str] = set()  # of its members

    def __iter__(self) -> Iterator[tuple[Item, str | None]]:
        from cchc_extract.readers.members import members

        item, count = self._item, 0
        try:
            data = content_of(item.file.location)
            self.outcome = self.outcome._replace(size=len(data), sha256=hash_of(data))
            for each in members(data, item.path, _MOST_UNPACKED, _MOST_MEMBERS, _LARGEST):
                count += 1
                name = unique(each.name, self.names)  # a second file of one name is told; the first keeps what it has
                member = Item(f"{item.path}/{name}", item.file, name, count)
                if isinstance(each.content, ReadError):
                    yield member, reason_of(each.content)
                else:
                    yield member._replace(content=each.content), None
        except ReadError as error:
            self.outcome = Outcome("failed", "unreadable", reason_of(error))
        self.outcome = self.outcome._replace(tasks=count)
