"""Label documents: 4 × 6 inches as PDF, PNG and ZPL, with a Code 128 barcode that reads back."""
