"""Feeds 2021-06-30: upload a document, process it part by part, report the results."""
