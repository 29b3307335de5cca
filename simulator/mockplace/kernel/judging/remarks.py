"""Name the facts that the judge cannot know, instead of guessing them."""

from __future__ import annotations

from collections.abc import Iterator

from mockplace.kernel.judging.findings import Case, Remark
from mockplace.kernel.judging.label_costs import without_address
from mockplace.kernel.judging.plurals import NO_NUMBER, Counted

_ELSEWHERE = (
    "labels of this purchase were bought elsewhere ({numbers}): whether more than one exists, "
    "what they cost and where they go cannot be known"
)
_NO_ADDRESS = (
    "without an address: {count:label}; whether each package goes to the right one cannot be known"
)


def remarks(case: Case) -> Iterator[Remark]:
    """Yield what cannot be known of each purchase, and of all labels together."""
    for family in case.record.families.values():
        unseen = [p for p in case.record.of_purchase[family.name] if p.kind == "unseen"]
        if unseen:
            numbers = ", ".join(one.tracking or NO_NUMBER for one in unseen)
            yield Remark(
                "labels-elsewhere", family.name, _ELSEWHERE.format(numbers=numbers), family.named
            )
    if count := without_address(case.record.packages):
        yield Remark("labels-without-address", "", _NO_ADDRESS.format(count=Counted(count)))
