"""Labels on paper: their documents, and the jobs that print them."""
