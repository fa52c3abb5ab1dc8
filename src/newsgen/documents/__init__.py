"""YAML text to typed values, each with its line and column; every mistake is a Problem. Pure: no file is read here."""
