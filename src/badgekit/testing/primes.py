"""RSA keys out of a seed: the same seed gives the same key, on every machine.

For tests alone. The primes are found by a search that starts at a hash of the seed, so whoever knows the
seed has the key.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric import rsa

__all__ = ["rsa_key"]

_EXPONENT = 65537
_PRIME_BITS = 1024
# Most candidates have a small factor; a sieve finds them for a hundredth of the price of a real test.
_SIEVE_LIMIT = 1 << 16
_SIEVE_WIDTH = 1 << 13
_WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19)


# A pure function of its argument, remembered because tests make many simulators with the same seed.
@lru_cache(maxsize=32)
def rsa_key(seed: bytes) -> rsa.RSAPrivateKey:
    """Return the RSA key of 2048 bits that belongs to `seed`; takes some tenths of a second."""
    p, q = (_prime(seed + label) for label in (b"/p", b"/q"))
    d = pow(_EXPONENT, -1, (p - 1) * (q - 1))
    public = rsa.RSAPublicNumbers(_EXPONENT, p * q)
    numbers = rsa.RSAPrivateNumbers(
        p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q), public
    )
    return numbers.private_key()


def _prime(seed: bytes) -> int:
    """Return the first fitting prime at or after a starting point that is a hash of `seed`."""
    start = int.from_bytes(hashlib.shake_256(seed).digest(_PRIME_BITS // 8), "big")
    # The two highest bits set: the product of two such primes has the full 2048 bits.
    start |= 3 << (_PRIME_BITS - 2) | 1
    small = _small_primes()
    while True:
        composite = bytearray(_SIEVE_WIDTH)
        for prime in small:
            # The first index whose candidate, start + 2 * index, is a multiple of this prime.
            first = -start % prime * ((prime + 1) // 2) % prime
            composite[first::prime] = b"\1" * len(range(first, _SIEVE_WIDTH, prime))
        for index in range(_SIEVE_WIDTH):
            candidate = start + 2 * index
            if not composite[index] and (candidate - 1) % _EXPONENT and _is_prime(candidate):
                return candidate
        start += 2 * _SIEVE_WIDTH


def _small_primes() -> list[int]:
    sieve = bytearray(b"\1") * _SIEVE_LIMIT
    for number in range(3, 1 << 8, 2):
        if sieve[number]:
            sieve[number * number :: number] = bytes(len(range(number * number, _SIEVE_LIMIT, number)))
    return [number for number in range(3, _SIEVE_LIMIT, 2) if sieve[number]]


def _is_prime(candidate: int) -> bool:
    """Miller and Rabin's test; the candidates are hashes, nobody built them to pass it."""
    odd, twos = candidate - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for witness in _WITNESSES:
        power = pow(witness, odd, candidate)
        if power in (1, candidate - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % candidate
            if power == candidate - 1:
                break
        else:
            return False
    return True
