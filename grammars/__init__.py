"""The declarative Vietnamese knowledge: TOML files, read by `cchc_extract.grammar`."""
