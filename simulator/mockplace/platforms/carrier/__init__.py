"""The house carrier: rates, labels under the client's own reference, tracking, pick-ups.

No such company exists: ``openapi.json`` beside this file is its document, and answers are validated
against it.
"""
