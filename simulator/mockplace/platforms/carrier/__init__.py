"""The house carrier: rates, labels under the client's own reference, tracking, pick-ups.

The company is invented. ``openapi.json`` in this folder documents its API; answers are validated
against this document.
"""
