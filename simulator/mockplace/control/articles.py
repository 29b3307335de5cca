"""Articles on the control plane: show and change them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mockplace.control import article_shapes, shapes
from mockplace.control.request_context import RequestContext
from mockplace.kernel.durations import written
from mockplace.kernel.refusal import Refusal

if TYPE_CHECKING:
    from mockplace.kernel.inventory.listings import Offer
    from mockplace.kernel.records import Product
    from mockplace.kernel.world import World


def all_articles(context: RequestContext) -> article_shapes.Articles:
    """Return every article with its offer in each store, and the oversold units."""
    return article_list(context.served.world)


def set_article(context: RequestContext) -> article_shapes.ArticleDetails:
    """Set an article's stock, price or listing in one store, or in every store that has it."""
    world = context.served.world
    change(world, context.parameter, context.content)
    return details(world, world.catalog[context.parameter])


def view(world: World, product: Product) -> shapes.ArticleView:
    """Return a summary of an article."""
    found = _offers(world, product)
    return shapes.ArticleView(
        sku=product.sku,
        title=product.title,
        price=product.price,
        sells_on=list(product.sells_on),
        stock={store: offer.stock for store, offer in found if offer.listing == "active"},
    )


def details(world: World, product: Product) -> article_shapes.ArticleDetails:
    """Return an article with its offer in each store."""
    return article_shapes.ArticleDetails(
        **dict(view(world, product)),
        linked=product.linked,
        offers={
            store: article_shapes.OfferView(
                stock=offer.stock,
                price=world.inventory.price(store, product.sku),
                listing=offer.listing,
                listing_id=world.inventory.listing_id(store, product.sku),
            )
            for store, offer in _offers(world, product)
        },
    )


def article_list(world: World) -> article_shapes.Articles:
    """Return all articles, and the oversold units."""
    return article_shapes.Articles(
        articles=[details(world, one) for one in world.catalog.values()],
        shortages=[
            article_shapes.ShortageView(
                at=written(one.at),
                store=one.store,
                order_id=one.order_id,
                sku=one.sku,
                units=one.units,
            )
            for one in world.inventory.shortages
        ],
    )


def change(world: World, sku: str, content: article_shapes.ArticleSet) -> None:
    """Change an article in one store, or in every store that has it.

    Raise ``Refusal``, before any change, if the article or the store is unknown, or if the store
    has never listed the article and *content* does not list it now.
    """
    if sku not in world.catalog:
        near = ", ".join(list(world.catalog)[:5]) or "none"
        raise Refusal("unknown-sku", f"there is no article {sku[:80]!r}; there are: {near}")
    if content.store and content.store not in world.accounts:
        known = ", ".join(world.accounts)
        raise Refusal("unknown-store", f"there is no store {content.store!r}; there are: {known}")
    stores = [content.store] if content.store else [name for name in _stores_with(world, sku)]
    if content.store and content.listing is None and not world.inventory.offer(content.store, sku):
        message = f"{content.store} has never listed {sku}; say listing: active too"
        raise Refusal("not-listed", message)
    for store in stores:
        if content.listing is not None:
            world.inventory.set_listing(store, sku, content.listing)
        if "price" in content.model_fields_set:
            world.inventory.set_price(store, sku, content.price)
    if "stock" in content.model_fields_set:
        if content.store:
            world.inventory.set_stock(content.store, sku, content.stock)
        else:
            world.inventory.stock_up(sku, content.stock)


def _stores_with(world: World, sku: str) -> Iterator[str]:
    return (store for store in world.accounts if world.inventory.offer(store, sku))


def _offers(world: World, product: Product) -> list[tuple[str, Offer]]:
    found = ((store, world.inventory.offer(store, product.sku)) for store in world.accounts)
    return [(store, offer) for store, offer in found if offer is not None]
