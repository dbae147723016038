"""From the name of a key to a public key, on the word of whoever controls it."""
