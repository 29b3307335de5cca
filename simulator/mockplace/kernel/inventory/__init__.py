"""What accounts offer: stock, prices and listings."""
