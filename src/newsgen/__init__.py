"""newsgen turns a folder of news articles into a static news archive.

The rooms, from the bottom of the hill to its top (imports point downhill):

* ``errors``: what went wrong, where, and how to mend it.
* ``models``: the nouns: Article, Body, Archive, Site, Page, Output.
* ``documents``: YAML text to typed values, each with its line and column.
* ``settings`` and ``project``: newsgen.yaml, and the folder it lies in.
* ``loader``, ``planner``, ``renderer``, ``writer``: the four crafts; they pass paper, never import one another.
* ``builder``: the recipe that calls the four.
* ``cli``: one file per command.

To build from Python::

    from newsgen.builder.build import BuildOptions, build
    from newsgen.project import open_project
    report = build(open_project(Path("my-site")), BuildOptions())
"""

__version__ = "0.1.0"
