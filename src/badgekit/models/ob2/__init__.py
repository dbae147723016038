"""Open Badges 0.5 to 2.1 as data: the generation of a document, one shape for all, typed claims; no network.

`generation` tells what a document is, `normal` undoes the freedoms of JSON-LD, `upgrade` brings older
documents into the shape of 2.0, `readers` makes the `classes` of that, `convert` the one shape that callers
of badgekit see.
"""
