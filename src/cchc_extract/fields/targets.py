"""Stub."""


def find_targets(text):  # type: ignore
    return (), ()
