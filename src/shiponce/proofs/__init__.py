"""What shiponce promises, statement by statement, and what proves each of them."""
