"""SD-JWT and COSE messages that are judged otherwise than corpus/credentials says, with the reasons."""

from __future__ import annotations

from tests.support.corpus import moment
from tests.support.credential_facts import REFERENCE_TIME, ended
from tests.support.deviations import Facts, Group

_OTHER_USE = ("bad+typ", "jwt_vc_json", "really/bad")


def _presents(facts: Facts) -> bool:
    return "VerifiablePresentation" in facts.types and bool(facts.document["verifiableCredential"])


def _ietf(facts: Facts) -> bool:
    return "vct" in facts.payload and "@context" not in facts.payload


def _issuer_publishes_nothing(facts: Facts) -> bool:
    return not facts.served(str(facts.issuer)) and not str(facts.issuer).startswith("did:example:")


def _holder_or_issuer_is_an_example(facts: Facts) -> bool:
    return str(facts.issuer or facts.document.get("holder")).startswith("did:example:")


def _names_a_schema(facts: Facts) -> bool:
    return bool(facts.document["credentialSchema"]["type"] == "JsonSchema")


# What proof.integrity, or what came before it, says of signatures that the corpus calls valid.
SIGNATURES = (
    Group(
        "valid",
        ("-", "sdjwt.ietf_credential"),
        6,
        _ietf,
        "SD-JWT VC of the IETF: credentials of another format, recognised and not evaluated.",
    ),
    Group(
        "valid",
        ("-", "sdjwt.no_end"),
        3,
        lambda facts: facts.last != "~",
        "RFC 9901 section 4: without a KB-JWT the last character is a tilde. A token that lacks it may have "
        "been cut short; all three are invalid as a whole in the corpus, too.",
    ),
    Group(
        "valid",
        ("-", "jwt.typ_not_allowed"),
        4,
        lambda facts: facts.header["typ"] in _OTHER_USE,
        "A type that no standard gives to credentials (RFC 8725 3.11); the corpus calls them invalid as a "
        "whole, too.",
    ),
    Group(
        "valid",
        ("-", "structure.kind_not_judged"),
        1,
        lambda facts: facts.payload.keys().isdisjoint({"type", "id"}),
        "An envelope inside a signed token, both its members disclosed: VCDM 2.0 4.13.4 puts the token into "
        "the envelope and not the other way round.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "jwt.no_holder"),
        3,
        lambda facts: "holder" not in facts.payload and "iss" not in facts.payload,
        "A presentation that names nobody: no document says which keys may sign for nobody.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "key.issuer_unreachable"),
        9,
        _issuer_publishes_nothing,
        "Examples of W3C's documents, whose issuers publish nothing. That the bare signatures are good is "
        "tested with the keys that were recovered from them.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "did.method_unsupported"),
        2,
        _holder_or_issuer_is_an_example,
        "did:example has no documents by definition.",
    ),
)

VERDICTS = (
    Group("valid", ("INCONCLUSIVE", "sdjwt.ietf_credential"), 6, _ietf, "As above."),
    Group("valid", ("INCONCLUSIVE", "key.issuer_unreachable"), 6, _issuer_publishes_nothing, "As above."),
    Group(
        "valid", ("INCONCLUSIVE", "did.method_unsupported"), 1, _holder_or_issuer_is_an_example, "As above."
    ),
    Group(
        "valid",
        ("REJECTED", "jwt.not_compact"),
        1,
        _presents,
        "The presentation is signed well; the credential in it is a placeholder and no token.",
    ),
    Group(
        "valid",
        ("REJECTED", "cbor.malformed"),
        1,
        _presents,
        "As above: an example whose credential is a shortened COSE message.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "schema.unreachable"),
        1,
        _names_a_schema,
        "The issuer names a JSON Schema that nobody serves: indeterminate in the words of vc-json-schema 4.",
    ),
    Group(
        "valid",
        ("REJECTED", "validity.expired"),
        1,
        lambda facts: ended(facts) < moment(REFERENCE_TIME),
        "An example whose validUntil lies years before the clock of the corpus.",
    ),
)
