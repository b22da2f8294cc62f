"""An independent generator of documents and of the records they must give.

Invented plans are rendered in the text dialects of real documents, varied in ways that change nothing in their
records, and cut by pages in every way a printer can cut them. Nothing here imports the tool it judges.

    for plan in plans():
        for variant in variants(plan):
            for dialect in DIALECTS:
                if variant.fits(dialect):
                    text, right = render(plan, dialect, variant), expected(plan, variant)
        for cut in cuts(plan, "tabs"):
            text, right = cut.text, expected(plan)      # unless cut.ambiguous
"""

from __future__ import annotations

from .cuts import Cut, count_columns, cuts, double_cuts, paginated
from .expected import expected, expected_document, expected_prose
from .invented_labelled import LABELLED
from .invented_merged import MERGED
from .invented_plain import PLAIN as PLAIN_PLAN
from .plan import Plan
from .render import DIALECTS, Dialect, render
from .variants import PLAIN, Variant, variants

__all__ = [
    "DIALECTS",
    "PLAIN",
    "Cut",
    "Dialect",
    "Plan",
    "Variant",
    "count_columns",
    "cuts",
    "double_cuts",
    "expected",
    "expected_document",
    "expected_prose",
    "paginated",
    "plans",
    "render",
    "variants",
]


def plans() -> tuple[Plan, ...]:
    """The invented plans: without merged cells, with a merged hierarchy, with labelled parties."""
    return PLAIN_PLAN, MERGED, LABELLED
