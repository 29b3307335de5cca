"""The invented carrier: rates, labels under the client's own reference, tracking, pick-ups.

No such company exists, so nothing here is held against anybody's documents: ``openapi.json`` beside
this file is the document, and what is answered is held against it.
"""
