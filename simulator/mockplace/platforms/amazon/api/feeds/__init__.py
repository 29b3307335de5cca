"""Feeds 2021-06-30: documents are uploaded, processed part by part, and reported."""
