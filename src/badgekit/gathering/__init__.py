"""Asking the issuer: what Open Badges 0.5 to 2.1 leave on the issuer's site and a verifier must collect.

The rooms below read documents and never ask; the checks above judge and never fetch. This room fetches the
assertion, its BadgeClass, the issuer, keys and revocation lists, and says what it found.
"""
