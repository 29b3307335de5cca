"""Articles on the control plane: what each store says of them, and changing it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mockplace.control import article_shapes, shapes
from mockplace.control.request_context import Visit
from mockplace.kernel.durations import written
from mockplace.kernel.refusal import Refusal

if TYPE_CHECKING:
    from mockplace.kernel.inventory.listings import Offer
    from mockplace.kernel.records import Product
    from mockplace.kernel.world import World


def all_articles(visit: Visit) -> article_shapes.Articles:
    """Every article, store by store, and what was sold though it was no longer there."""
    return listed(visit.served.world)


def set_article(visit: Visit) -> article_shapes.ArticleShown:
    """Set an article's stock, price or listing, on one store or on all that have it."""
    world = visit.served.world
    put(world, visit.named, visit.asked)
    return shown(world, world.catalog[visit.named])


def told(world: World, product: Product) -> shapes.ArticleTold:
    """An article at a glance."""
    found = _offers(world, product)
    return shapes.ArticleTold(
        sku=product.sku,
        title=product.title,
        price=product.price,
        sells_on=list(product.sells_on),
        stock={store: offer.stock for store, offer in found if offer.listing == "active"},
    )


def shown(world: World, product: Product) -> article_shapes.ArticleShown:
    """An article, store by store."""
    return article_shapes.ArticleShown(
        **dict(told(world, product)),
        linked=product.linked,
        offers={
            store: article_shapes.OfferTold(
                stock=offer.stock,
                price=world.inventory.price(store, product.sku),
                listing=offer.listing,
                listing_id=world.inventory.listing_id(store, product.sku),
            )
            for store, offer in _offers(world, product)
        },
    )


def listed(world: World) -> article_shapes.Articles:
    """All of them, and what was oversold."""
    return article_shapes.Articles(
        articles=[shown(world, one) for one in world.catalog.values()],
        shortages=[
            article_shapes.ShortageTold(
                at=written(one.at),
                store=one.store,
                order_id=one.order_id,
                sku=one.sku,
                units=one.units,
            )
            for one in world.inventory.shortages
        ],
    )


def put(world: World, sku: str, asked: article_shapes.ArticleSet) -> None:
    """Makes it so; ``Refusal``, before anything has changed, where it cannot be."""
    if sku not in world.catalog:
        near = ", ".join(list(world.catalog)[:5]) or "none"
        raise Refusal("unknown-sku", f"there is no article {sku[:80]!r}; there are: {near}")
    if asked.store and asked.store not in world.accounts:
        known = ", ".join(world.accounts)
        raise Refusal("unknown-store", f"there is no store {asked.store!r}; there are: {known}")
    stores = [asked.store] if asked.store else [name for name in _having(world, sku)]
    if asked.store and asked.listing is None and not world.inventory.offer(asked.store, sku):
        said = f"{asked.store} has never listed {sku}; say listing: active too"
        raise Refusal("not-listed", said)
    for store in stores:
        if asked.listing is not None:
            world.inventory.set_listing(store, sku, asked.listing)
        if "price" in asked.model_fields_set:
            world.inventory.set_price(store, sku, asked.price)
    if "stock" in asked.model_fields_set:
        if asked.store:
            world.inventory.set_stock(asked.store, sku, asked.stock)
        else:
            world.inventory.stock_up(sku, asked.stock)


def _having(world: World, sku: str) -> Iterator[str]:
    return (store for store in world.accounts if world.inventory.offer(store, sku))


def _offers(world: World, product: Product) -> list[tuple[str, Offer]]:
    found = ((store, world.inventory.offer(store, product.sku)) for store in world.accounts)
    return [(store, offer) for store, offer in found if offer is not None]
