"""The statements of the specification, and which tests and scenarios prove each of them."""
