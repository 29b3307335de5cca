"""Requests and answers about articles, strictly validated."""

from __future__ import annotations

from pydantic import Field, model_validator

from mockplace.control.shapes import ArticleView, Count
from mockplace.kernel.inventory.listings import Listing
from mockplace.seeding.input_shapes import Instant, Units
from mockplace.seeding.text_shapes import Money, Strict, Text


class ArticleSet(Strict):
    """New values of an article in its stores; a field that is left out stays unchanged."""

    store: Text = Field(default="", description="Left out: every store that has the article.")
    stock: Units = None
    price: Money | None = Field(default=None, description="Of one; null: the article's own.")
    listing: Listing | None = None

    @model_validator(mode="after")
    def _says_something(self) -> ArticleSet:
        if not self.model_fields_set & {"stock", "price", "listing"}:
            raise ValueError("say stock, price or listing")
        return self


class OfferView(Strict):
    """An article's offer in one store."""

    stock: Count | None = Field(description="null where nobody counts.")
    price: Count
    listing: Listing
    listing_id: str


class ArticleDetails(ArticleView):
    """An article with its offer in each store."""

    linked: bool
    offers: dict[str, OfferView]


class ShortageView(Strict):
    """Units of an article that were sold beyond its stock."""

    at: Instant
    store: str
    order_id: str
    sku: str
    units: Count


class Articles(Strict):
    """All articles, and the units that were sold beyond their stock."""

    articles: list[ArticleDetails]
    shortages: list[ShortageView]
