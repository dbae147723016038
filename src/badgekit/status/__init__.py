"""Status lists, as data: where a credential stands in a list, and what the list says there. Nothing is asked.

Bitstring Status List 1.0 (W3C), StatusList2021 and RevocationList2020 before it, and the plain revocation
list of 1EdTech. Whether a list is signed, by whom, and whether it still holds is the business of the checks.
"""
