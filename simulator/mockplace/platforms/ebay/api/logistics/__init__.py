"""The Logistics API: labels that eBay sells."""
