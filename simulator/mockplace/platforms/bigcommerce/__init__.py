"""BigCommerce's Orders V2, its store and its channels, over a world's accounts of that platform."""
