"""Rasa imports without TensorFlow, and what needs it fails with a sentence."""

from __future__ import annotations

import sys

import pytest

from nlu import without_tensorflow


def test_rasa_is_imported_and_tensorflow_is_not_installed() -> None:
    import rasa.core.agent
    import tensorflow

    assert rasa.core.agent.Agent
    assert type(tensorflow).__module__ == "nlu.without_tensorflow"


def test_using_a_stand_in_fails_with_the_cure() -> None:
    import tensorflow

    class Layer(tensorflow.keras.layers.Layer):  # type: ignore[misc]
        pass

    with pytest.raises(RuntimeError, match="leaves out"):
        Layer(units=1)


def test_a_stand_in_can_decorate_and_be_subscripted() -> None:
    import tensorflow

    @tensorflow.function
    def double(value: int) -> int:
        return 2 * value

    assert double(2) == 4
    assert tensorflow.Tensor[int] is not None


def test_installing_twice_adds_one_hook() -> None:
    before = len(sys.meta_path)
    without_tensorflow.install()
    assert len(sys.meta_path) == before
