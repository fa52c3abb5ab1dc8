"""How fast newsgen is: a made archive, a Hugo site of like output, and what a build of each costs.

Nothing here is imported by newsgen or shipped in the wheel. docs/benchmarks.md says what is measured and why.
"""
