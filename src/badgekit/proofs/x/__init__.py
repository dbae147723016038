"""proofs/cryptosuites"""
