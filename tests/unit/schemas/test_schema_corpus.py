"""The compiled form gives the verdict of jsonschema on real, hostile and mutated credentials."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from tests.support.badge_corpus import Found
from tests.support.badge_examples import EXAMPLES
from tests.support.mutations import mutated

from badgekit.resources import json_schema_index
from badgekit.schemas import choose
from badgekit.schemas.catalog import _FORMATS
from badgekit.schemas.compiler import compile_schema
from badgekit.schemas.explain import Explainer
from badgekit.schemas.predicates import Predicate

FORMS = list(EXAMPLES)
MUTATIONS = 2000


@pytest.fixture(scope="module")
def both() -> dict[tuple[str, str], tuple[Predicate, Explainer]]:
    """The compiled form and jsonschema, for each schema of a credential."""
    documents = {entry.url: entry.load() for entry in json_schema_index()}
    return {
        form: (
            compile_schema(documents[choose(*form)], formats=_FORMATS),
            Explainer(documents[choose(*form)], _FORMATS),
        )
        for form in FORMS
    }


def _sources(credentials: list[Found]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    by_form: dict[tuple[str, str], list[dict[str, Any]]] = {form: [] for form in FORMS}
    for found in credentials:
        if len(json.dumps(found.document)) < 20_000:
            by_form[found.kind, found.vcdm].append(found.document)
    return by_form


def test_on_every_credential_of_the_corpora_both_give_one_verdict(
    credentials: list[Found], both: dict[tuple[str, str], tuple[Predicate, Explainer]]
) -> None:
    assert len(credentials) > 700
    verdicts = {True: 0, False: 0}
    for found in credentials:
        judge, explainer = both[found.kind, found.vcdm]
        verdict = judge(found.document)
        assert verdict == explainer.is_valid(found.document), found.places
        assert verdict == (not explainer.explain(found.document)), found.places
        verdicts[verdict] += 1
    assert min(verdicts.values()) > 100, verdicts


def test_on_mutated_credentials_both_give_one_verdict(
    credentials: list[Found],
    both: dict[tuple[str, str], tuple[Predicate, Explainer]],
) -> None:
    rng = random.Random(20260601)
    sources = _sources(credentials)
    verdicts = {True: 0, False: 0}
    for number in range(MUTATIONS):
        form = FORMS[number % len(FORMS)]
        source = EXAMPLES[form] if rng.random() < 0.5 else rng.choice(sources[form])
        document = mutated(source, rng)
        judge, explainer = both[form]
        verdict = judge(document)
        assert verdict == explainer.is_valid(document), document
        verdicts[verdict] += 1
    assert min(verdicts.values()) > MUTATIONS // 5, verdicts
