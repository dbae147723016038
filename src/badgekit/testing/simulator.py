"""`IssuerSimulator`: an issuer with keys, documents and badges, and the network they are published on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Literal, Unpack, cast, overload

from badgekit.containers import bake
from badgekit.jsonld import ContextStore, Engine
from badgekit.keys.public import KeyKind
from badgekit.limits import Limits
from badgekit.net.fetcher import ACCEPT_JSON, Response
from badgekit.testing import envelopes, minting, presentations, records, securing, selective, tampering
from badgekit.testing.cose import CoseOptions, make_message
from badgekit.testing.encoding import text_of
from badgekit.testing.keyring import PublishedKey
from badgekit.testing.keys import SigningKey
from badgekit.testing.minting import BadgeOptions, CredentialOptions
from badgekit.testing.older import OlderBadges
from badgekit.testing.pictures import COLOURS, badge_png, badge_svg
from badgekit.testing.publication import DEFAULT_NOW, KeyFormat, Method, Publication
from badgekit.testing.published_keys import PublishedKeys
from badgekit.testing.records import RecordOptions
from badgekit.testing.refresh import RefreshService
from badgekit.testing.schemas import PublishedSchema, SchemaOptions
from badgekit.testing.sd_jwt import HeldSdJwt, SdJwtOptions, make_sd_jwt
from badgekit.testing.securing import EmbeddedSuite, ProofOptions, TokenAlgorithm, TokenOptions
from badgekit.testing.serving import SimulatedWeb
from badgekit.testing.status_lists import StatusList, StatusListOptions, StatusMethod
from badgekit.testing.wrong import WrongBadges

__all__ = ["IssuerSimulator"]

Members = Mapping[str, Any]


class IssuerSimulator:
    """An issuer for tests: it mints and signs badges, and answers for its keys as a `Fetcher`.

    Nothing is random and no clock is read: the same calls give the same bytes. The keys are derived from the
    seed, so never trust what such an issuer signs outside of tests.

        sim = IssuerSimulator("uni.example")
        badge = sim.sign(sim.issue("anna@example.org"))
        report = badgekit.Verifier(fetcher=sim).verify(badge, now=sim.now)

    Args:
        host: host name; must be a name that a guarded fetcher would ask, such as ``uni.example``.
        seed: another seed gives other keys.
        method: what the issuer's identifier is: ``did:web``, ``https`` (the profile URL), ``did:key`` or
            ``did:jwk``.
        path: for several issuers on one host: ``did:web:host:path`` or ``https://host/path``.
        key: kind of key; the one and only key of a ``did:key`` or ``did:jwk``.
        name: the name the issuer gives itself.
        now: the moment at which it lives; aware.
        key_format: how keys are written in the issuer's document; kinds of key that the format does not
            have are written as JsonWebKey.
        keys_in: where keys are published: in the issuer's ``document``, in the ``jwks`` of its host, or both.
        web: the network to publish on; one of its own when left out. See also `neighbour`.

    Attributes:
        id: the issuer's identifier.
        web: the network, with faults of its own: `SimulatedWeb.answer`, ``redirect``, ``fail``, ``mend``.
        keys: what it publishes about its keys, and how that changes, see `PublishedKeys`.
        older: issues Open Badges 0.5 to 2.1, see `OlderBadges`.
        wrong: makes records, presentations and envelopes with a fault, see `WrongBadges`.
    """

    def __init__(
        self,
        host: str = "issuer.example",
        *,
        seed: int = 1,
        method: Method = "did:web",
        path: str = "",
        key: KeyKind = "Ed25519",
        name: str = "Example University",
        now: datetime = DEFAULT_NOW,
        key_format: KeyFormat = "Multikey",
        keys_in: Iterable[Literal["document", "jwks"]] = ("document", "jwks"),
        web: SimulatedWeb | None = None,
    ) -> None:
        self.host = host
        self.name = name
        self.now = now
        self.seed = seed
        self.web = web if web is not None else SimulatedWeb()
        self._issuer = Publication(
            method,
            host,
            path,
            seed=seed,
            kind=key,
            name=name,
            key_format=key_format,
            keys_in=frozenset(keys_in),
        )
        self.id = self._issuer.id
        self._numbers = count(1)
        self._published: Counter[str] = Counter()
        self._colour = COLOURS[sum(self.id.encode()) % len(COLOURS)]
        self._engine: Engine | None = None
        self.web.join(self._issuer)
        self.keys = PublishedKeys(self._issuer, now)
        self.wrong = WrongBadges(self)
        self.older = OlderBadges(self._issuer, self.web, name=name, now=now, colour=self._colour)

    def neighbour(self, host: str | None = None, **options: Any) -> IssuerSimulator:
        """Return another issuer on this network; `options` as for the class, on the same host if None."""
        return IssuerSimulator(
            host or self.host, **{"seed": self.seed, "now": self.now, "web": self.web, **options}
        )

    # Minting: unsigned credentials as dicts.

    def issue(
        self,
        recipient: str | Members | Iterable[Members] | None = "anna@example.org",
        *,
        hashed: bool = True,
        **options: Unpack[BadgeOptions],
    ) -> dict[str, Any]:
        """Return an unsigned badge for `recipient`.

        Args:
            recipient: an e-mail address; a DID or URL, which becomes ``credentialSubject.id``; one or more
                IdentityObjects (`hashed_identity`, `plain_identity`); None to name nobody.
            hashed: whether an e-mail address is hashed with a salt.
            options: see `BadgeOptions`.
        """
        return minting.achievement_credential(
            self.profile, recipient, hashed=hashed, number=self._number(), start=self.started, options=options
        )

    def endorse(
        self, target: str, comment: str = "We know this well.", **options: Unpack[CredentialOptions]
    ) -> dict[str, Any]:
        """Return an unsigned EndorsementCredential about the thing with the id `target`."""
        return minting.endorsement_credential(
            self.profile, target, comment, number=self._number(), start=self.started, options=options
        )

    def credential(
        self, subject: Members | None = None, **options: Unpack[CredentialOptions]
    ) -> dict[str, Any]:
        """Return an unsigned Verifiable Credential that is no badge.

        Args:
            subject: the credentialSubject; with VCDM 1.1 its claims need `contexts` that define them.
            options: see `CredentialOptions`.
        """
        given = {"id": "did:example:anna", "name": "Anna Ek"} if subject is None else subject
        return minting.generic_credential(
            self.profile, given, number=self._number(), start=self.started, options=options
        )

    def record(
        self,
        credentials: Iterable[Members | str | bytes],
        recipient: str | Members | Iterable[Members] | None = "did:example:anna",
        **options: Unpack[RecordOptions],
    ) -> dict[str, Any]:
        """Return an unsigned Comprehensive Learner Record around `credentials`.

        Args:
            credentials: what is inside, signed or not: objects, tokens and COSE messages.
            recipient: whose record it is, as for `issue`.
            options: see `RecordOptions`.
        """
        return records.learner_record(
            self.profile, credentials, recipient, number=self._number(), start=self.started, options=options
        )

    def present(
        self,
        credentials: Iterable[Members | str] = (),
        suite: str = "eddsa-rdfc-2022",
        *,
        challenge: str | None = None,
        domain: str | None = None,
        **options: Any,
    ) -> Any:
        """Return a presentation of `credentials` that this simulator signs as their holder.

        A holder is an issuer of another kind: ``wallet = sim.neighbour("wallet.example", method="did:key")``.

        Args:
            credentials: what is presented, signed objects and tokens.
            suite: as for `sign`: an embedded proof makes a dict, a JWS algorithm a token (str).
            challenge, domain: what the verifier asked for; left out of the proof when None.
            options: see `PresentationOptions`, and `ProofOptions` or `TokenOptions` for its signature.
        """
        about, how = presentations.told(options)
        made = presentations.presentation(self.id, credentials, about)
        if suite in securing.EMBEDDED_SUITES:
            asked = {"challenge": challenge, "domain": domain}
            said = {name: value for name, value in asked.items() if value is not None}
            return self.sign(made, suite, **{"purpose": "authentication", **said, **how})
        key, method = self._signing(suite, self, how.get("key"))
        claims = presentations.token_claims(made, self.id, challenge, domain)
        return securing.claims_token(claims, suite, key=key, method=method, options=cast(TokenOptions, how))

    resume = staticmethod(records.resume)

    @staticmethod
    def response(*credentials: Members | str) -> dict[str, Any]:
        """Return a GetOpenBadgeCredentialsResponse with signed credentials, objects and tokens."""
        return minting.response(credentials)

    def status_list(
        self,
        purpose: str = "revocation",
        method: StatusMethod = "BitstringStatusListEntry",
        **options: Unpack[StatusListOptions],
    ) -> StatusList:
        """Publish a status list of this issuer and return it; see `StatusList`.

        Args:
            purpose: "revocation", "suspension", "refresh", "message" or a word of your own.
            method: type of the entries that point to it.
            options: see `StatusListOptions`.

        Raises:
            ValueError: there is no such `method`, or the address is taken.
        """
        kept = StatusList(self, self._address("status/{}", options.get("path")), purpose, method, options)
        self.web.join(kept)
        return kept

    def schema(self, document: Members, **options: Unpack[SchemaOptions]) -> PublishedSchema:
        """Publish a JSON Schema of this issuer and return it; see `PublishedSchema`.

        Args:
            document: the schema; where it names no ``$schema`` it is one of 2020-12.
            options: see `SchemaOptions`.

        Raises:
            ValueError: there is no such `type`, or the address is taken.
        """
        kept = PublishedSchema(self, self._address("schemas/{}.json", options.get("path")), document, options)
        self.web.join(kept)
        return kept

    def refresh_service(self, path: str = "") -> RefreshService:
        """Publish a service for the newer version of one badge and return it; see `RefreshService`.

        Args:
            path: of its address on the host of the issuer; one of its own when left out.

        Raises:
            ValueError: the address is taken.
        """
        kept = RefreshService(self, self._address("refresh/{}", path or None))
        self.web.join(kept)
        return kept

    # Signing and packing.

    @overload
    def sign(
        self,
        credential: Members,
        suite: EmbeddedSuite = ...,
        *,
        signer: IssuerSimulator | None = ...,
        **options: Unpack[ProofOptions],
    ) -> dict[str, Any]: ...
    @overload
    def sign(
        self,
        credential: Members,
        suite: TokenAlgorithm,
        *,
        signer: IssuerSimulator | None = ...,
        **options: Unpack[TokenOptions],
    ) -> str: ...
    @overload
    def sign(self, credential: Members, suite: str, **options: Any) -> dict[str, Any] | str: ...
    def sign(
        self,
        credential: Members,
        suite: str = "eddsa-rdfc-2022",
        *,
        signer: IssuerSimulator | None = None,
        **options: Any,
    ) -> dict[str, Any] | str:
        """Return `credential` signed: with one more embedded proof, or as a compact JWS.

        Args:
            credential: an unsigned credential, or a signed one for a set or chain of proofs.
            suite: a cryptosuite or proof type such as ``eddsa-jcs-2022`` for an embedded proof (returns a
                dict), ``ecdsa-sd-2023`` for one to `derive` others from, a JWS algorithm such as ``RS256``
                for a token (returns str); the names are those of `EmbeddedSuite` and `TokenAlgorithm`. Where
                the suite needs a further context it is added.
            signer: a forger, who signs with an own key in the name of this issuer's.
            options: see `ProofOptions` and `TokenOptions`.

        Raises:
            ValueError: unknown `suite`, one that the only key of a did:key or did:jwk cannot make, or one
                that the data model of the credential does not have.
            Problem: the credential has no canonical form, such as when no context defines a member.
        """
        key, method = self._signing(suite, signer, options.get("key"))
        if suite not in securing.EMBEDDED_SUITES:
            return securing.make_token(
                credential, suite, key=key, method=method, options=cast(TokenOptions, options)
            )
        return securing.add_proof(
            credential,
            suite,
            key=key,
            method=method,
            created=self.started,
            engine=self.engine,
            options=cast(ProofOptions, options),
        )

    def sign_cose(
        self,
        credential: Members,
        algorithm: str = "ES256",
        *,
        signer: IssuerSimulator | None = None,
        **options: Unpack[CoseOptions],
    ) -> bytes:
        """Return `credential` signed as a COSE_Sign1 message.

        Args:
            credential: an unsigned credential or presentation.
            algorithm: the JOSE name of one of `COSE_ALGORITHMS`.
            signer: a forger, as for `sign`.
            options: see `CoseOptions`.

        Raises:
            ValueError: unknown `algorithm`, or one that the only key of a did:key or did:jwk cannot make.
        """
        key, method = self._signing(algorithm, signer)
        return make_message(credential, algorithm, key=key, method=method, options=options)

    def sign_sd_jwt(
        self,
        credential: Members,
        algorithm: str = "ES256",
        *,
        signer: IssuerSimulator | None = None,
        **options: Unpack[SdJwtOptions],
    ) -> HeldSdJwt:
        """Return `credential` signed as an SD-JWT, as its holder has it; see `HeldSdJwt`.

        Args:
            credential: an unsigned credential or presentation.
            algorithm: a JWS algorithm.
            signer: a forger, as for `sign`.
            options: see `SdJwtOptions`.

        Raises:
            ValueError: unknown `algorithm`, one that the only key of a did:key or did:jwk cannot make, or a
                path that leads nowhere.
        """
        key, method = self._signing(algorithm, signer)
        return make_sd_jwt(credential, algorithm, key=key, method=method, options=options)

    def derive(self, signed: Members, *shown: str) -> dict[str, Any]:
        """Return what the holder of a credential with a base proof shows of it to others.

        Args:
            signed: a credential of any issuer, as `sign` made it with ``ecdsa-sd-2023``.
            shown: JSON pointers (RFC 6901) of what is shown beyond what is mandatory; everything if none is
                given.

        Raises:
            ValueError: it has no base proof, or a pointer leads nowhere.
        """
        return selective.derived(signed, shown or ("",), self.engine)

    def bake_png(self, signed: Members | str, image: bytes | None = None) -> bytes:
        """Return a PNG picture (a medal unless `image` is given) with `signed` inside."""
        return bake.bake_png(image if image is not None else badge_png(self._colour), text_of(signed))

    def bake_svg(self, signed: Members | str, image: bytes | None = None) -> bytes:
        """Return an SVG picture with `signed` inside, as `bake_png`."""
        return bake.bake_svg(image if image is not None else badge_svg(self._colour), text_of(signed))

    envelop = staticmethod(envelopes.enveloped)
    tamper = staticmethod(tampering.tamper)

    # Keys, and what the issuer publishes about them.

    def key(self, kind: KeyKind = "Ed25519") -> PublishedKey:
        """Return the key of `kind` that signs now; `ValueError` for a did:key of another kind."""
        return self._issuer.key(kind)

    def method_id(self, kind: KeyKind = "Ed25519") -> str:
        """Return the id of the verification method of the current key of `kind`."""
        return self._issuer.method_id(kind)

    def key_url(self, kind: KeyKind = "Ed25519") -> str:
        """Return the https URL at which the current key of `kind` is published as a JWK."""
        return self._issuer.key_url(self.key(kind))

    # The network.

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        """Answer as the network would, so that the simulator is a `Fetcher`; see `SimulatedWeb`."""
        return self.web.get(url, accept=accept)

    def go_offline(self) -> None:
        """Let every request on the network time out, until `web.mend` is called."""
        self.web.fail()

    @property
    def document_url(self) -> str:
        """Where the issuer's document lies; "" for a did:key or did:jwk, which need none."""
        return self._issuer.document_url

    @property
    def profile(self) -> dict[str, Any]:
        """The issuer as it stands in its credentials."""
        return {"id": self.id, "type": ["Profile"], "name": self.name}

    @property
    def started(self) -> datetime:
        """The default start of validity, and date of proofs: 30 days before `now`."""
        return self.now - timedelta(days=30)

    @property
    def engine(self) -> Engine:
        """The JSON-LD engine that signs; made when first used, with the bundled contexts."""
        if self._engine is None:
            self._engine = Engine(ContextStore.bundled(), Limits())
        return self._engine

    def _address(self, form: str, path: str | None) -> str:
        """Return where something is to be published: at `path`, or numbered in a folder of its kind."""
        self._published[form] += 1
        return f"https://{self.host}/{path or form.format(f'{self.seed}-{self._published[form]}')}"

    def _signing(
        self, suite: str, signer: IssuerSimulator | None, kind: KeyKind | None = None
    ) -> tuple[SigningKey, str]:
        """Return the key that signs with `suite`, and the id of the method that it is said to be."""
        kind = kind or securing.key_kind(suite, self._issuer.only_kind)
        return (signer or self).key(kind).signing, self.method_id(kind)

    def _number(self) -> str:
        return f"{self.id}/{self.seed}/{next(self._numbers)}"
