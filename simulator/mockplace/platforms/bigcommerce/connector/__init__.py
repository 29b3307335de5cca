"""The channel connector: copies in, fulfillments and stock out."""
