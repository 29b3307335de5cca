"""The house carrier: rates, labels (identified by the client's reference), tracking, pick-ups.

The company is invented. ``openapi.json`` in this folder documents its API; answers are validated
against this document.
"""
