"""Lets Rasa be imported without TensorFlow and without the channel and cloud SDKs it never uses here.

Rasa imports them at module level for DIET, TED and its own chat channels. An import hook serves inert
stand-ins instead; whatever really needs one of them fails with a sentence that says so.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Sequence
from typing import Any

LEFT_OUT = frozenset(
    "tensorflow tensorflow_text tensorflow_hub keras twilio slack_sdk aiogram fbmessenger mattermostwrapper "
    "rocketchat_API webexteamssdk boto3 botocore confluent_kafka pymongo matplotlib aio_pika aiormq "
    "sklearn_crfsuite google kafka pamqp".split()
)


class _StandIn(type):
    """A class that can be named, subclassed, subscripted and used as a decorator, but not used."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(f"{cls.__name__}.{name}")

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls.__dict__.get("_left_out"):
            if len(args) == 1 and callable(args[0]) and not kwargs:
                return args[0]
            return _stand_in(cls.__name__ + "()")
        raise RuntimeError(
            f"{cls.__name__} needs a package that this environment leaves out (see nlu/without_tensorflow.py). "
            "Use the components named in config.yml, or install stock Rasa elsewhere."
        )

    def __getitem__(cls, item: Any) -> Any:
        return cls

    def __or__(cls, other: Any) -> Any:
        return cls

    __ror__ = __or__


def _stand_in(name: str) -> _StandIn:
    return _StandIn(name.rsplit(".", 1)[-1] or "left_out", (), {"_left_out": True, "__module__": "left_out"})


class _Module(types.ModuleType):
    __version__ = "0"
    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        full = f"{self.__name__}.{name}"
        if full in sys.modules:
            return sys.modules[full]
        value = _stand_in(name)
        setattr(self, name, value)
        return value


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.split(".")[0] in LEFT_OUT:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        return None


def install() -> None:
    """Put the hook in place; call before the first import of rasa."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
