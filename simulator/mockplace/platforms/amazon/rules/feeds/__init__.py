"""Amazon's feeds: documents of many wishes that are carried out by and by."""
