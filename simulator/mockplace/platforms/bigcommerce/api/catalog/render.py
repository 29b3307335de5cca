"""Render a product and its base variant for catalogue V3 and V2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.bigcommerce.api import dates
from mockplace.platforms.shared import iso8601

if TYPE_CHECKING:
    from mockplace.platforms.bigcommerce.api.catalog.product_ids import Good

Json = dict[str, object]

#: The creation date of products older than the world, in ms UTC: 2020-01-01.
_OPENED = 1_577_836_800_000
#: Parts of a product that are returned only if ``include`` names them.
PARTS = (
    "variants", "images", "custom_fields", "bulk_pricing_rules", "primary_image", "modifiers",
    "options", "videos",
)  # fmt: skip


def product(good: Good, sold: int, wanted: tuple[str, ...]) -> Json:
    """Return a product of V3 with the optional parts in *wanted*."""
    price = good.price / 100
    shown: Json = {
        "id": good.number,
        "name": good.product.title,
        "type": "physical" if good.product.physical else "digital",
        "sku": good.product.sku,
        "description": "",
        "weight": round(good.weight, 4),
        "width": 0,
        "depth": 0,
        "height": 0,
        "price": price,
        "cost_price": 0,
        "retail_price": 0,
        "sale_price": 0,
        "map_price": 0,
        "tax_class_id": 0,
        "product_tax_code": "",
        "calculated_price": price,
        "categories": [],
        "brand_id": 0,
        "option_set_id": None,
        "option_set_display": "right",
        "inventory_level": good.level,
        "inventory_warning_level": 0,
        "inventory_tracking": "none" if good.offer.stock is None else "product",
        "reviews_rating_sum": 0,
        "reviews_count": 0,
        "total_sold": sold,
        "fixed_cost_shipping_price": 0,
        "is_free_shipping": False,
        "is_visible": good.offer.listing == "active",
        "is_featured": False,
        "related_products": [-1],
        "warranty": "",
        "bin_picking_number": "",
        "layout_file": "",
        "upc": "",
        "mpn": "",
        "gtin": "",
        "search_keywords": "",
        "availability": "available" if good.offer.listing == "active" else "disabled",
        "availability_description": "",
        "gift_wrapping_options_type": "any",
        "gift_wrapping_options_list": [],
        "sort_order": 0,
        "condition": "New",
        "is_condition_shown": False,
        "order_quantity_minimum": 0,
        "order_quantity_maximum": 0,
        "page_title": "",
        "meta_keywords": [],
        "meta_description": "",
        "date_created": _date(good.offer.listed_at),
        "date_modified": _date(good.offer.changed_at),
        "view_count": 0,
        "preorder_release_date": None,
        "preorder_message": "",
        "is_preorder_only": False,
        "is_price_hidden": False,
        "price_hidden_label": "",
        "custom_url": {"url": f"/{good.product.sku.lower()}/", "is_customized": False},
        "base_variant_id": good.variant,
        "open_graph_type": "product",
        "open_graph_title": "",
        "open_graph_description": "",
        "open_graph_use_meta_description": True,
        "open_graph_use_product_name": True,
        "open_graph_use_image": True,
    }
    parts: Json = {name: [] for name in PARTS}
    parts |= {"variants": [variant(good)], "primary_image": None}
    return shown | {name: parts[name] for name in PARTS if name in wanted}


def variant(good: Good) -> Json:
    """Return the base variant; a field that is None has the product's value."""
    return {
        "id": good.variant,
        "product_id": good.number,
        "sku": good.product.sku,
        "sku_id": None,
        "price": None,
        "calculated_price": good.price / 100,
        "sale_price": None,
        "retail_price": None,
        "weight": None,
        "calculated_weight": round(good.weight, 4),
        "width": None,
        "height": None,
        "depth": None,
        "is_free_shipping": False,
        "fixed_cost_shipping_price": None,
        "purchasing_disabled": good.offer.listing != "active",
        "purchasing_disabled_message": "",
        "image_url": "",
        "cost_price": None,
        "upc": "",
        "mpn": "",
        "gtin": "",
        "inventory_level": good.level,
        "inventory_warning_level": 0,
        "bin_picking_number": "",
        "option_values": [],
    }


def product_v2(good: Good, sold: int) -> Json:
    """Return a product in V2's form: amounts are strings, tracked stock is called ``simple``."""
    price = f"{good.price / 100:.4f}"
    nothing = "0.0000"
    return {
        "id": good.number,
        "name": good.product.title,
        "type": "physical" if good.product.physical else "digital",
        "sku": good.product.sku,
        "description": "",
        "search_keywords": "",
        "availability_description": "",
        "price": price,
        "cost_price": nothing,
        "retail_price": nothing,
        "sale_price": nothing,
        "calculated_price": price,
        "sort_order": 0,
        "is_visible": good.offer.listing == "active",
        "is_featured": False,
        "inventory_level": good.level,
        "inventory_warning_level": 0,
        "inventory_tracking": "none" if good.offer.stock is None else "simple",
        "weight": f"{good.weight:.4f}",
        "width": nothing,
        "height": nothing,
        "depth": nothing,
        "fixed_cost_shipping_price": nothing,
        "is_free_shipping": False,
        "total_sold": sold,
        "date_created": dates.rfc2822(good.offer.listed_at or _OPENED),
        "date_modified": dates.rfc2822(good.offer.changed_at or _OPENED),
        "brand_id": 0,
        "view_count": 0,
        "categories": [],
        "condition": "New",
        "is_condition_shown": False,
        "upc": "",
        "tax_class_id": 0,
        "bin_picking_number": "",
        "custom_url": f"/{good.product.sku.lower()}/",
        "availability": "available" if good.offer.listing == "active" else "disabled",
    }


def _date(ms: int) -> str:
    return f"{iso8601.to_seconds(ms or _OPENED)[:-1]}+00:00"
