"""The channel connector: copies orders to BigCommerce, and passes shipments and stock back."""
