"""Plugins: a publication's own functions, from files that newsgen.yaml names. What others call.

Nothing is found by itself. Each process loads the plugins for itself, by their names; their code comes from the very
bytes of which the digest is, and that digest is an input of every page.
"""

from newsgen.plugins.calling import PluginError, call, wrong_answer
from newsgen.plugins.files import module_fault, read_plugins
from newsgen.plugins.loading import load_plugins
from newsgen.plugins.model import JOINTS, RESERVED, Function, Joints, Plugins

__all__ = [
    "JOINTS",
    "RESERVED",
    "Function",
    "Joints",
    "PluginError",
    "Plugins",
    "call",
    "load_plugins",
    "module_fault",
    "read_plugins",
    "wrong_answer",
]
