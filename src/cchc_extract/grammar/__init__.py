"""Grammars: TOML in, compiled patterns out. Nothing is read or compiled before it is asked for."""

from cchc_extract.grammar.load import Grammar, Rule, grammar

__all__ = ["Grammar", "Rule", "grammar"]
