"""Every sentence of the product, in English and French, by code; facts fill the placeholders."""

from __future__ import annotations

from shiponce.words.catalogues import Catalogue, add, catalogue, knows, remove, sentences_in
from shiponce.words.language import LANGUAGES, language_of
from shiponce.words.sentences import FIELD_WORD, say

__all__ = [
    "FIELD_WORD",
    "LANGUAGES",
    "Catalogue",
    "add",
    "catalogue",
    "knows",
    "language_of",
    "remove",
    "say",
    "sentences_in",
]
