"""Labels that carriers sold."""

from __future__ import annotations

from mockplace import registry
from mockplace.control import carrier_shapes, shapes
from mockplace.control.request_context import RequestContext


def carrier_labels(context: RequestContext) -> carrier_shapes.CarrierLabels:
    """Return the last labels that carriers sold, oldest first."""
    content: shapes.JournalQuery = context.content
    world = context.served.world
    known = [label for platform in registry.platforms() for label in platform.labels_sold(world)]
    shown = carrier_shapes.CarrierLabelView.model_validate
    return carrier_shapes.CarrierLabels(labels=[shown(one) for one in known[-content.limit :]])
