"""The changes of ``jsonld/`` that nothing can notice."""

from __future__ import annotations

from tests.mutants.argued.base import Argued

__all__ = ["JSONLD"]

JSONLD: tuple[Argued, ...] = (
    Argued(
        "jsonld/compiler.py",
        "self.size = 0",
        ("self.size = -1", "self.size = 1"),
        "One entry more or less of three hundred thousand.",
    ),
    Argued(
        "jsonld/contexts.py",
        "if self._named is None:",
        ("if True:",),
        "Worked out anew each time: slower, and the same.",
    ),
    Argued(
        "jsonld/expanded.py",
        "self._next = 0",
        ("self._next = -1", "self._next = 1"),
        "Any names will do if they are different.",
    ),
    Argued(
        "jsonld/expanded.py",
        "self._next += 1",
        ("self._next += 2",),
        "Any names will do if they are different.",
    ),
    Argued(
        "jsonld/expanded.py",
        'return f"_:b{self._next - 1}"',
        ('return f"_:b{self._next + 1}"', 'return f"_:b{self._next - 2}"', 'return f"_:b{self._next - 0}"'),
        "Any names will do if they are different.",
    ),
    Argued(
        "jsonld/expanded.py",
        'if isinstance(name, str) and name.startswith("_:"):',
        ('if name.startswith("_:"):',),
        "PyLD lets only text through here; defence in depth.",
    ),
    Argued(
        "jsonld/expanded.py",
        "if not isinstance(language, str) or not well_formed_language(language):",
        ("if not well_formed_language(language):",),
        "PyLD lets only text through here; defence in depth.",
    ),
    Argued(
        "jsonld/expanded.py",
        "if datatype == XSD_DOUBLE and isinstance(value, str) and _DOUBLE.fullmatch(value):",
        ("if datatype == XSD_DOUBLE and _DOUBLE.fullmatch(value):",),
        "PyLD lets only text, numbers and truth values through here; the types do not say so.",
    ),
    Argued(
        "jsonld/expanded.py",
        "if not isinstance(value, str):",
        ("if False:",),
        "PyLD lets only text, numbers and truth values through here; defence in depth.",
    ),
    Argued(
        "jsonld/expanded.py",
        "if not isinstance(name, str) or name.startswith(_NO_SCHEME) or not absolute(name):",
        ("if name.startswith(_NO_SCHEME) or not absolute(name):",),
        "PyLD lets only text through here; defence in depth.",
    ),
    Argued(
        "jsonld/expanded.py",
        "shown = name.removeprefix(NO_BASE) if isinstance(name, str) else name",
        ("shown = name.removeprefix(NO_BASE) if True else name",),
        "PyLD lets only text through here; the types do not say so.",
    ),
    Argued(
        "jsonld/mentions.py",
        "if prior is node:",
        ("if False:",),
        "An object compared with itself is the same.",
    ),
    Argued(
        "jsonld/mentions.py",
        "return all(same_json(a, b) for a, b in zip(one, other, strict=True))",
        ("return all(same_json(a, b) for a, b in zip(one, other, strict=False))",),
        "Both are as long as the other: that was compared above.",
    ),
    Argued(
        "jsonld/numbers.py",
        "if not _needs_escape(text):",
        ("if False:",),
        "Nothing is replaced in it: slower, and the same.",
    ),
    Argued(
        "jsonld/numbers.py",
        "if not -_TOO_LARGE < value < _TOO_LARGE or (value == 0 and math.copysign(1, value) < 0):",
        (
            "if not -_TOO_LARGE < value < _TOO_LARGE or (value == 0 and math.copysign(1, value) <= 0):",
            "if not -_TOO_LARGE < value < _TOO_LARGE or (value == 0 and math.copysign(2, value) < 0):",
            "if not -_TOO_LARGE < value < _TOO_LARGE or (value == 0 and math.copysign(1, value) < 1):",
        ),
        "A sign is copied to one or to two; either is far from zero.",
    ),
    Argued(
        "jsonld/output.py",
        "elif told:",
        ("elif True:",),
        "An object of which nothing is told has no lines either way.",
    ),
    Argued(
        "jsonld/compiler.py",
        "self.size += len(terms) + 1",
        ("self.size += len(terms) - 1", "self.size += len(terms) + 2", "self.size += len(terms) + 0"),
        "One entry more or less, for each context, of three hundred thousand.",
    ),
    Argued(
        "jsonld/compiler.py",
        "if not items:",
        ("if False:",),
        "An empty list changes nothing; what follows finds that out.",
    ),
    Argued(
        "jsonld/compiler.py",
        "vocab == active.vocab and language == active.language and direction == active.direction and "
        "previous is active.previous and sources is active.sources and terms == active.terms",
        (
            "(vocab == active.vocab and language == active.language and direction == active.direction and "
            "sources is active.sources and terms == active.terms )",
        ),
        "With the same terms it makes no difference which of the two the next object goes back to.",
    ),
    Argued(
        "jsonld/compiler.py",
        "if type(local.get(flag, True)) is not bool:",
        ("if type(local.get(flag, False)) is not bool:",),
        "Either is a truth value.",
    ),
    Argued(
        "jsonld/engine.py",
        "node = document if type(document) is dict else dict(document)",
        ("node = document if False else dict(document)",),
        "A copy of the top level says the same; it is spared.",
    ),
    Argued(
        "jsonld/places.py",
        "if (s, p) in members and o not in objects:",
        ("if o not in objects:",),
        "Costs time only: a list is told of by its member last, after its cells, and that counts.",
    ),
    Argued(
        "jsonld/places.py",
        "if line not in found:",
        ("if True:",),
        "The same line has the same subject, predicate and object, so the same is found again.",
    ),
    Argued(
        "jsonld/pyld_route.py",
        "if isinstance(context, str):",
        ("if True:",),
        "What nobody else sees is copied, too.",
    ),
    Argued(
        "jsonld/pyld_route.py",
        'raise self._unsigned("a member that no context defines", expanded_key)',
        ("pass",),
        "Defence in depth: PyLD tells of no key that the object has not.",
    ),
    Argued(
        "jsonld/pyld_route.py",
        'path = "$" if place is None else paths_of(self.root, [place]).get(id(place), "$")',
        ('path = "$" if False else paths_of(self.root, [place]).get(id(place), "$")',),
        "None is no object of the document, so it is found nowhere, after a longer search.",
    ),
    Argued(
        "jsonld/pyld_route.py",
        "if isinstance(name, str) and isinstance(place, dict) and name in place:",
        ("if isinstance(place, dict) and name in place:",),
        "The top has no name, and None is no member of an object.",
    ),
    Argued(
        "jsonld/pyld_route.py",
        'key: _context_copy(member, limits, definition=not definition and key != "@context")',
        ('key: _context_copy(member, limits, definition=key != "@context")',),
        "What else holds objects in a definition is no context, and is refused for itself.",
    ),
    Argued(
        "jsonld/pyld_route.py",
        "if isinstance(value, list):",
        ("if False:",),
        "PyLD writes into the context itself and not into its lists.",
    ),
    Argued(
        "jsonld/rdfc.py",
        "self.hashes.update(others.hashes)",
        ("pass",),
        "What is not known is hashed anew: slower, and the same.",
    ),
    Argued(
        "jsonld/rdfc.py",
        'if not g and s[0] == "_" and o[0] != "_":',
        (
            "if False:",
            'if not g and s[1] == "_" and o[0] != "_":',
            'if not g and s[-1] == "_" and o[0] != "_":',
        ),
        "As a link it is hashed and written the same, more slowly.",
    ),
    Argued(
        "jsonld/rdfc.py",
        'hashes = _first_degree(statements, links, make_hash, statements.hashes if hash_name == "sha256" else {})',
        ("hashes = _first_degree(statements, links, make_hash, statements.hashes if False else {})",),
        "What is not known is hashed anew: slower, and the same.",
    ),
    Argued(
        "jsonld/rdfc.py",
        "if len(set(hashes.values())) == len(hashes):",
        ("if False:",),
        "Where no two are alike, the general algorithm gives the order of the hashes, too.",
    ),
    Argued(
        "jsonld/rdfc.py",
        "if any(map(eq, lines, lines[1:])): # less work than to hash them all",
        (
            "if True: # less work than to hash them all",
            "if any(map(eq, lines, lines[0:])): # less work than to hash them all",
        ),
        "Lines that are different stay as they are.",
    ),
    Argued(
        "jsonld/rdfc.py",
        'if not g and s[0] != "_": # the usual case, and the general one below in short',
        ("if False: # the usual case, and the general one below in short",),
        "The usual case in short; the general one below gives the same.",
    ),
    Argued(
        "jsonld/rdfc_ties.py",
        'canonical[classes[digest][0]] = f"_:c14n{len(canonical)}"',
        ('canonical[classes[digest][-1]] = f"_:c14n{len(canonical)}"',),
        "The list has one entry.",
    ),
    Argued(
        "jsonld/rdfc_ties.py",
        "if _worse(path, chosen_path):",
        ("if False:",),
        "What can no longer win is looked at to its end: more work, and the same.",
    ),
    Argued(
        "jsonld/rdfc_ties.py",
        "break",
        ("continue",),
        "What can no longer win is looked at to its end: more work, and the same.",
    ),
    Argued(
        "jsonld/rdfc_ties.py",
        "if not chosen_path or path < chosen_path:",
        ("if True:", "if not chosen_path or path <= chosen_path:"),
        "Paths of one group are equally long: what is not worse is better or equal, and equal ones say the same.",
    ),
    Argued(
        "jsonld/rdfc_ties.py",
        'return chosen != "" and len(path) >= len(chosen) and path > chosen',
        (
            "pass",
            "return None",
            'return chosen != "" and len(path) > len(chosen) and path > chosen',
            'return chosen != "" and path > chosen',
            'return chosen != "" and len(path) >= len(chosen) and path >= chosen',
        ),
        "What sorts after the best one cannot win, however long it is; what is looked at to its end is more work.",
    ),
    Argued(
        "jsonld/rdfc_ties.py",
        "return permutations(group) if len(names) == len(group) else _distinct(names, group)",
        ("return permutations(group) if False else _distinct(names, group)",),
        "Both give the different permutations; the one in C is faster.",
    ),
    Argued(
        "jsonld/rdfc_ties.py",
        "while at >= 0 and order[at] >= order[at + 1]:",
        ("while at >= -1 and order[at] >= order[at + 1]:",),
        "Below the first one nothing can be raised: it ends there either way.",
    ),
    Argued(
        "jsonld/redefinitions.py",
        "if term.iri is not None:",
        ("if True:",),
        "A term that stands for nothing is asked for by no name: below, the empty text is.",
    ),
    Argued(
        "jsonld/redefinitions.py",
        'known = names.get(term.iri or "")',
        ("known = names.get(term.iri)",),
        "No IRI is empty, and none is noted for a term that stands for nothing; the types do not say so.",
    ),
    Argued(
        "jsonld/redefinitions.py",
        "return term._replace(protected=False, prefix=False, type=kind)",
        (
            "return term._replace(protected=True, prefix=False, type=kind)",
            "return term._replace(protected=False, prefix=True, type=kind)",
        ),
        "Both that are compared get the same.",
    ),
    Argued(
        "jsonld/refusal.py",
        "while waiting and len(found) < len(wanted):",
        ("while waiting:", "while waiting and len(found) <= len(wanted):"),
        "Looks on when all is found: slower, and the same.",
    ),
    Argued(
        "jsonld/refusal.py",
        "if refused.node is not None:",
        ("if True:",),
        "None is no object of the document, so it is found nowhere, after a longer search.",
    ),
    Argued(
        "jsonld/scalars.py",
        "if match is not None and match[1] not in context.prefixes:",
        ("if False:",),
        "The usual case at once; the general one below gives the same.",
    ),
    Argued(
        "jsonld/shapes.py",
        'self.end = f"{text_suffix} .\\n" if plain else None',
        ('self.end = f"{text_suffix} .\\n" if False else None',),
        "Text is then written by the general way: slower, and the same.",
    ),
    Argued(
        "jsonld/shapes.py",
        "self.twins = False",
        ("self.twins = True",),
        "Twins are looked for where there are none: slower, and the same.",
    ),
    Argued(
        "jsonld/shapes.py",
        "if shape.predicates.setdefault(entry.predicate, member) != member:",
        ("if True:", "if shape.predicates.setdefault(entry.predicate, member) == member:"),
        "Twins are looked for where there are none: slower, and the same.",
    ),
    Argued(
        "jsonld/shapes.py",
        "names = types if type(types) is list else [types] if given else []",
        (
            "names = types if True else [types] if given else []",
            "names = types if type(types) is list else [types] if True else []",
        ),
        "What stands for no types has no name in any context, and is asked for no address.",
    ),
    Argued(
        "jsonld/shapes.py",
        "coercion, text_suffix, datatype = _coercion(term, contexts[0])",
        ("coercion, text_suffix, datatype = _coercion(term, contexts[-1])",),
        "The same context put on once more: its language and its direction are the same.",
    ),
    Argued(
        "jsonld/shapes.py",
        "return SET",
        ("return None",),
        "A single value is then taken for several of them, of which it is one.",
    ),
    Argued(
        "jsonld/shapes.py",
        "if context.expand(member, vocab=False) != member or context.has_name_for(member):",
        ("if context.expand(member, vocab=True) != member or context.has_name_for(member):",),
        "A member with a colon that is no term is expanded alike either way.",
    ),
    Argued(
        "jsonld/terms.py",
        "if _RARE.isdisjoint(value):",
        ("if False:",),
        "Of a definition without rare members nothing is changed below.",
    ),
    Argued(
        "jsonld/walk.py",
        "self._left = 0",
        ("self._left = -1", "self._left = 1"),
        "Any names will do if they are different.",
    ),
    Argued(
        "jsonld/walk.py",
        "if has_context:",
        ("if True:",),
        "A context of null leads from the empty one to itself.",
    ),
    Argued(
        "jsonld/walk.py",
        "self.sources = active.sources",
        ("pass",),
        "Each object notes the contexts that it is read with, too.",
    ),
    Argued(
        "jsonld/walk.py",
        "if active.sources is not self.sources:",
        ("if True:",),
        "What is noted already is noted once more: slower, and the same.",
    ),
    Argued(
        "jsonld/walk.py",
        "shape = context.shapes[tuple(types) if type(types) is list else types]",
        ("shape = context.shapes[tuple(types) if False else types]",),
        "What cannot be looked up is worked out, as where it is not known: slower, and the same.",
    ),
)
