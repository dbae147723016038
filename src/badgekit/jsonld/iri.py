"""What an IRI, a keyword and a language tag look like (JSON-LD 1.1 sections 1.4 and 9, RFC 3987, BCP 47)."""

from __future__ import annotations

import re

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"

_KEYWORDS = """
@base @container @context @default @direction @embed @explicit @first @graph @id @import @included @index
@json @language @list @nest @none @omitDefault @propagate @protected @preserve @requireAll @reverse @set
@type @value @version @vocab
"""
KEYWORDS = frozenset(_KEYWORDS.split())

keyword_like = re.compile(r"@[A-Za-z]+", re.ASCII).fullmatch
"""Matches what JSON-LD reserves for keywords to come, and ignores."""

absolute = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):[^\s<>\"\x00-\x20\x7f\ud800-\udfff]*\Z").match
"""Matches an absolute IRI that can stand in angle brackets as one N-Quads term; group 1 is the scheme.

Laxer than RFC 3987, as every JSON-LD processor is: braces, bars, carets and the like pass unchanged. White
space, angle brackets, quotes and control characters do not, so no IRI can end its own term.
"""

absolute_ascii = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):[!#-;=?-~]*\Z").match
"""Matches the ASCII among what `absolute` matches, in half the time."""

well_formed_language = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*", re.ASCII).fullmatch
"""Matches a language tag as JSON-LD 1.1 asks of a value that becomes a literal."""
