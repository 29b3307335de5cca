"""Products: the catalogue, stock, and what is listed on channels."""
