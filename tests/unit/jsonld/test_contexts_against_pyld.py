"""Contexts in contexts and one after another: what the strict walk takes, and PyLD says the same.

A context that is read otherwise than the standard asks would put other statements under a signature. So each
row names the values that are taken (`tests.support.small_documents`); the strict walk must take no others.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.small_documents import (
    ADDRESSES,
    BASE,
    EX,
    GRAPHS,
    NEVER,
    PLAIN,
    TYPED,
    UNTYPED,
    UNUSED,
    VOCABULARY,
    WORDS,
    defined,
    scoped,
    taken,
)

ROWS: list[tuple[Any, set[str]]] = [
    # Contexts inside definitions.
    (scoped({"p": EX + "other"}), PLAIN),
    (scoped({"p": EX + "other", "@propagate": False}), PLAIN),
    (
        scoped({"p": {"@id": EX + "p", "@type": "@id"}}),
        PLAIN - {"mixed", "named", "node", "nodes", "thing", "things"},
    ),
    (scoped({"pre": EX + "other#"}, **{"@type": "@id"}), ADDRESSES),
    (scoped({"@language": "en"}), PLAIN),
    (
        scoped({"@vocab": EX + "inner/", "p": None}),
        VOCABULARY - {"deeper", "mixed", "named", "node", "nodes", "thing", "things"},
    ),
    (scoped({"t": EX + "other"}), UNUSED),
    (scoped({"t": {"@id": EX + "t", "@context": {"p": EX + "other"}}}), UNUSED),
    (scoped({"id": None}), PLAIN - {"compactly", "deeper", "named", "reference"}),
    (scoped({"id": EX + "id"}), PLAIN | {"worded"}),
    (scoped({"type": None}), UNTYPED),
    (scoped({"text": "@value"}), PLAIN),
    (scoped({"p": "@value"}), PLAIN - {"deeper", "mixed", "named", "node", "nodes", "thing", "things"}),
    (scoped(None), UNUSED | {"fraction", "integer", "nothing", "true"}),
    ({**scoped(None), "@protected": True}, UNUSED | {"fraction", "integer", "nothing", "true"}),
    ({**scoped({"@vocab": EX + "inner/"}), "T": None}, VOCABULARY - {"thing", "things", "scoped"}),
    (scoped(None, **{"@type": "@json"}), UNUSED),
    (scoped([]), PLAIN),
    (scoped({}), PLAIN),
    (scoped([{"p": EX + "other"}, {"pre": EX + "other#"}]), PLAIN),
    (scoped([None, {"p": EX + "other"}]), UNUSED),
    (scoped({"p": EX + "other"}, **{"@container": "@list"}), PLAIN | {"empty", "twice"}),
    (scoped({"p": EX + "other"}, **{"@container": "@graph"}), GRAPHS),
    (scoped({"p": EX + "other"}, **{"@type": "@vocab"}), WORDS),
    ({**defined(), "T": {"@id": EX + "T", "@context": {"p": EX + "other"}}}, PLAIN),
    ({**defined(), "T": {"@id": EX + "T", "@context": {"p": EX + "other", "@propagate": True}}}, PLAIN),
    ({**defined(), "T": {"@id": EX + "T", "@context": {"type": None}}}, UNTYPED),
    ({**defined(), "T": {"@id": EX + "T", "@context": {"id": None}}}, PLAIN),
    ({**defined(), "T": {"@id": EX + "T", "@context": None}}, UNTYPED),
    ({**defined(), "T": {"@id": EX + "T", "@context": []}}, PLAIN),
    ({**defined(), "T": None}, UNTYPED),
    ({**defined(), "T": "@id"}, UNTYPED),
    ({**scoped({"p": EX + "other"}), "@protected": True}, PLAIN),
    ({**scoped({"pre:x": {"@type": "@id"}, "pre": EX + "other#"}), "@protected": True}, NEVER),
    ({**scoped({"pre": EX + "other#", "pre:x": {"@type": "@id"}}), "@protected": True}, PLAIN),
    (
        [{**defined(), "@protected": True, "T": {"@id": EX + "T", "@context": {"p": EX + "other"}}}],
        UNTYPED,
    ),
    (
        [{**defined(), "@protected": True}, {"u": {"@id": EX + "u", "@context": [None, {"t": EX + "t"}]}}],
        PLAIN,
    ),
    ({**defined(), "p": {"@id": EX + "p", "@context": {"t": {"@id": EX + "t2", "@type": "@id"}}}}, PLAIN),
    ({**scoped({"x": "p", "p": EX + "other"}), "@protected": True}, NEVER),
    ({**scoped({"x": "pre:y", "pre": EX + "other#"}), "@protected": True}, NEVER),
    (
        {
            **defined(),
            "T": {"@id": EX + "T", "@context": {"@language": "de", "t": {"@id": EX + "t", "@context": {}}}},
        },
        PLAIN,
    ),
    ({**scoped([{"@protected": True, "y": "x:1"}, {"x": EX + "x#"}]), "x": EX + "old#"}, PLAIN),
    (
        {**defined(), "T": {"@id": EX + "T", "@context": {"t": {"@id": EX + "t", "@type": "@id"}}}},
        PLAIN - {"scoped"},
    ),
    ({**defined(), "T": {"@id": EX + "T", "@context": {"@vocab": EX + "v/", "t": None}}}, PLAIN - {"scoped"}),
    (scoped({"u": 5}), NEVER),
    (scoped({"u": {"@id": EX + "u", "@context": {"w": 5}}}), NEVER),
    (scoped([{"u": EX + "u"}, 5]), NEVER),
    # Several contexts, and what stands in a context beside terms.
    ([BASE, {"t": EX + "t"}], PLAIN),
    ([BASE, None, {"t": EX + "t"}], NEVER),
    ([defined(), {"t": EX + "other"}], PLAIN),
    ([defined(), {"t": {"@id": EX + "t", "@type": "@id"}}], ADDRESSES),
    ([{**defined(), "@protected": True}, {"t": EX + "other"}], NEVER),
    ([{**defined(), "@protected": True}, {"t": EX + "t"}], PLAIN),
    ([{**defined(), "@protected": True}, {"t": {"@id": EX + "t", "@protected": False}}], PLAIN),
    ([{**BASE, "t": None, "@protected": True}, {"t": EX + "t"}], NEVER),
    ([{**BASE, "t": {"@id": None, "@protected": True}}, {"t": EX + "t"}], NEVER),
    ([{**BASE, "@vocab": EX, "t": "t", "@protected": True}, {"t": EX + "other"}], NEVER),
    ([defined(**{"@protected": True}), {"t": {"@id": EX + "t"}}], PLAIN),
    ([{**defined(**{"@protected": False}), "@protected": True}, {"t": EX + "other"}], PLAIN),
    ([{**defined(), "@protected": True}, None], NEVER),
    ([{"u": {"@id": EX + "u", "@protected": True}}, None, defined()], NEVER),
    ([None, defined()], PLAIN),
    ([], NEVER),
    ([{**defined(), "@protected": True}, {"u": EX + "u", "@protected": True}, {"u": EX + "u"}], PLAIN),
    ([{**defined(), "@protected": True}, {"u": EX + "u", "@protected": True}, {"u": EX + "v"}], NEVER),
    ([defined(), {"@language": "de"}], TYPED),
    ([{**defined(), "@language": "de"}, {"@language": None}], PLAIN),
    ([{**BASE, "@vocab": EX}, {"@vocab": None}], UNUSED),
    ([{**BASE, "@vocab": EX}, {"u": EX + "u"}], VOCABULARY),
    ([BASE, {"@vocab": "pre:"}], NEVER),
    ([{**BASE, EX + "v/": EX + "v/"}, {"@vocab": EX + "v/"}], NEVER),
    ([BASE, {"@vocab": EX + "v/"}], VOCABULARY),
    ([defined(), 5], NEVER),
    ([[defined()]], NEVER),
    ({**defined(), "@version": 1.1}, PLAIN),
    ({**defined(), "@version": 1}, NEVER),
    ({**defined(), "@base": None}, PLAIN),
    (
        {**defined(), "@propagate": False},
        PLAIN - {"deeper", "inner", "mixed", "named", "node", "nodes", "thing", "things", "scoped"},
    ),
    ({**defined(), "@propagate": True}, PLAIN),
    ([defined(), {"@propagate": False}], NEVER),
    ({**defined(), "u": "@ignored"}, NEVER),
    ({**defined(), "@id": EX}, NEVER),
    ({**defined(), "": EX}, NEVER),
    ({**defined(), "@type": {"@container": "@set"}}, PLAIN),
    ({**defined(), "@type": {"@container": "@set", "@protected": True}}, PLAIN),
    ({**defined(), "@type": {"@protected": True}}, PLAIN),
    ({**defined(), "@type": {"@container": "@list"}}, NEVER),
    ({**defined(), "@type": {"@id": "@type"}}, PLAIN),
    ({**BASE, "@type": 5}, NEVER),
    ({**defined(), "@type": {"@context": {}}}, NEVER),
    ({**defined(), "@type": {"@container": "@set", "@context": {}}}, NEVER),
    ({**defined(), "@type": {}}, NEVER),
    ({**defined(), "u": "@context"}, NEVER),
    ({**defined(), "u": "@preserve"}, NEVER),
]


@pytest.mark.parametrize(("context", "names"), ROWS)
def test_what_is_taken_means_what_json_ld_says(context: Any, names: set[str]) -> None:
    assert taken(context) == names
