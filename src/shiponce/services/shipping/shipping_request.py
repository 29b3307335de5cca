"""A request to ship one package: with one or several orders, whole or in part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shiponce.domain.batch import Agreement, PackageRule


@dataclass(frozen=True, slots=True)
class ShippingRequest:
    """What to put into the package; by default all units that are left of one order."""

    #: {line_no: units} of the order; None: all that is left.
    lines: Mapping[int, int] | None = None
    #: Other orders that are shipped whole in the same package.
    together: tuple[int, ...] = ()
    #: A person insists on shipping, although a twin of the order was shipped.
    anyway: bool = False
    #: A person confirms that another purchase with the same tracking number is in this package.
    same_package: bool = False
    #: A person says that the package has no tracking number: untracked post.
    untracked: bool = False
    #: The size and weight of the package; None: the usual size, and the weight of the goods.
    package: PackageRule | None = None
    #: The plan of a batch: the package is bought only if it is still as planned.
    agreed: Agreement | None = None
