"""The base class of acts, and the parts that several acts share: lines and addresses."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from shiponce.scenario.quantities import SCALAR, Count, Price, Quantity, Spec, Text, YesNo


class Act(Spec):
    """The act of a step.

    *plain* names the field that a bare text or list is assigned to; if it is '', the step must
    name its fields.
    """

    plain: ClassVar[str] = ""
    #: Whether a person does it in a hub, not a buyer or a seller on a platform.
    in_hub: ClassVar[bool] = True

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, value: object) -> object:
        return {cls.plain: value} if cls.plain and not isinstance(value, dict) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Add the shorthand to the schema if the act has one."""
        return short(handler(core), cls.plain)


class OutsideAct(Act):
    """An act on a platform, of which no hub knows by itself."""

    in_hub: ClassVar[bool] = False


def short(schema: JsonSchemaValue, plain: str) -> JsonSchemaValue:
    """Return *schema*, extended to accept a bare text or list if *plain* is not empty."""
    bare = [SCALAR, {"type": "array", "items": SCALAR}]
    return {"anyOf": [schema, *bare]} if plain else schema


class LineSpec(Spec):
    """One line of a purchase."""

    sku: Text = Field(description="An article of the catalog.")
    quantity: Quantity = Field(default=1, description="How many units; without it, 1.")
    price: Price | None = Field(
        default=None, description="Of one unit, where it is not the catalog's."
    )
    pickup: YesNo = Field(
        default=False, description="BigCommerce: the buyer collects it, so it has no package."
    )
    to: Count = Field(
        default=0,
        description="BigCommerce: 0 is the order's own address, 1 the first of its `addresses`.",
    )


class AddressSpec(Spec):
    """An address, or the parts of one that differ."""

    name: Text | None = Field(default=None, description="Who gets the package.")
    company: Text | None = Field(default=None, description="Amazon and BigCommerce.")
    street: Text | None = Field(default=None, description="Street and number.")
    city: Text | None = Field(default=None, description="The town.")
    state: Text | None = Field(default=None, description="Its code, such as NV.")
    postcode: Text | None = Field(default=None, description="The postcode.")
    country: Text | None = Field(default=None, description="Its code, two letters.")


class PartSpec(Spec):
    """Some units of an order line."""

    sku: Text = Field(description="An article of the order.")
    quantity: Quantity = Field(default=1, description="How many units; without it, 1.")


class EditedLine(Spec):
    """A line of an order with its new quantity."""

    sku: Text = Field(description="An article of the order.")
    quantity: Count = Field(description="How many units from now on; 0 takes the line out.")
