"""One file per command. Knows persons and exit codes; leaves the work to the packages below."""
